-- When somebody was born, where a rule of ages asks it: sealed by the person's key.

CREATE TABLE birth_date (
	person id NOT NULL REFERENCES person (id),
	born bytes NOT NULL,
	changed time NOT NULL,
	PRIMARY KEY (person)
);
