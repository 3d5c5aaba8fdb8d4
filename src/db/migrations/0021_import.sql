-- A copy that a person brings along from elsewhere: sealed in chunks until it is chosen what of it
-- comes in; and what came in that way, for as long as the person is here.

CREATE TABLE import (
	person id NOT NULL REFERENCES person (id),
	sent time NOT NULL,
	size int NOT NULL,     -- bytes that are kept of it
	parts text,            -- chosen, separated by a space; NULL: not yet
	done int NOT NULL,
	total int NOT NULL,
	ended time,            -- NULL: it waits for the choice, or comes in now
	came int NOT NULL,     -- how many things
	left_out int NOT NULL, -- of those chosen
	PRIMARY KEY (person)
);
CREATE INDEX import_sent ON import (sent);

CREATE TABLE import_chunk (
	person id NOT NULL REFERENCES person (id),
	place int NOT NULL,    -- from 0, without gaps
	body bytes NOT NULL,
	PRIMARY KEY (person, place)
);

CREATE TABLE brought_in (
	person id NOT NULL REFERENCES person (id),
	at time NOT NULL,
	made time NOT NULL,    -- when the copy was made, as it says itself
	parts text NOT NULL,
	PRIMARY KEY (person, at)
);

-- When a dated version came in with a copy; NULL: it was made here.
ALTER TABLE passport_version ADD COLUMN imported time;
