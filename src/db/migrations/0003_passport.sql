-- The passport: its route, the answers, and what the answers were before.

CREATE TABLE passport (
	person id NOT NULL REFERENCES person (id),
	at_school bool NOT NULL,
	destination text NOT NULL,
	changed time NOT NULL,
	PRIMARY KEY (person)
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
