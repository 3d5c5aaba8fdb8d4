-- The passport: what was picked on the way to a route, the answers, and what they were before.
-- option and body are sealed by the person's key.

CREATE TABLE pick (
	person id NOT NULL REFERENCES person (id),
	choice text NOT NULL,
	option bytes NOT NULL,
	changed time NOT NULL,
	PRIMARY KEY (person, choice)
);

-- body is sealed by the person's key; answered stands in clear, so that progress needs no key.
CREATE TABLE answer (
	person id NOT NULL REFERENCES person (id),
	question text NOT NULL,
	answered bool NOT NULL,
	version int NOT NULL,
	changed time NOT NULL,
	body bytes NOT NULL,
	PRIMARY KEY (person, question)
);

CREATE TABLE answer_past (
	person id NOT NULL REFERENCES person (id),
	question text NOT NULL,
	version int NOT NULL,
	changed time NOT NULL,
	body bytes NOT NULL,
	PRIMARY KEY (person, question, version)
);
