-- Files of people: pictures and the like, in chunks that are sealed by the person's key.

CREATE TABLE file (
	person id NOT NULL REFERENCES person (id),
	file public_id NOT NULL,
	type text NOT NULL,   -- media type, of our own making
	size int NOT NULL,    -- bytes before sealing
	made time NOT NULL,
	PRIMARY KEY (person, file)
);

CREATE TABLE file_chunk (
	person id NOT NULL REFERENCES person (id),
	file public_id NOT NULL,
	place int NOT NULL,   -- from 0, without gaps
	body bytes NOT NULL,
	PRIMARY KEY (person, file, place)
);
