-- A copy of everything about a person, made for that person: how far it is, and the archive itself
-- in chunks that are sealed by the person's key.

CREATE TABLE export (
	person id NOT NULL REFERENCES person (id),
	asked time NOT NULL,
	done int NOT NULL,
	total int NOT NULL,
	ready time,         -- NULL: it is being made
	size int NOT NULL,  -- bytes of the archive
	PRIMARY KEY (person)
);
CREATE INDEX export_asked ON export (asked);

CREATE TABLE export_chunk (
	person id NOT NULL REFERENCES person (id),
	place int NOT NULL, -- from 0, without gaps
	body bytes NOT NULL,
	PRIMARY KEY (person, place)
);
