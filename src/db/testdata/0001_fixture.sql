-- One of everything, for the tests of the generator and of the engines.
CREATE TABLE person (
	id id PRIMARY KEY,
	code public_id NOT NULL UNIQUE,
	name text NOT NULL,
	born day,
	seen time,
	photo bytes,
	awake bool NOT NULL DEFAULT FALSE,
	mother id REFERENCES person,
	title langmap
);
CREATE TABLE answer (
	person id NOT NULL REFERENCES person ON DELETE CASCADE,
	question text NOT NULL,
	body bytes NOT NULL,
	changed time NOT NULL,
	PRIMARY KEY (person, question)
);
CREATE INDEX answer_by_time ON answer (changed);
