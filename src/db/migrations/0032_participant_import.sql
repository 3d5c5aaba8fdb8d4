-- Lists of participants: one that a coordinator sent, sealed in chunks by their key until it is
-- brought in or forgotten; who came in together; and what columns are called in an organisation.

CREATE TABLE participant_import (
	project id NOT NULL REFERENCES project (id),
	person id NOT NULL REFERENCES person (id),
	sent time NOT NULL,
	version int NOT NULL,  -- of state
	state bytes NOT NULL,  -- sealed: how it is read, what was mended, which rows came in
	PRIMARY KEY (project, person)
);
CREATE INDEX participant_import_sent ON participant_import (sent);
CREATE INDEX participant_import_person ON participant_import (person);

CREATE TABLE participant_import_chunk (
	project id NOT NULL REFERENCES project (id),
	person id NOT NULL REFERENCES person (id),
	place int NOT NULL,    -- from 0, without gaps
	body bytes NOT NULL,
	PRIMARY KEY (project, person, place)
);
CREATE INDEX participant_import_chunk_person ON participant_import_chunk (person);

CREATE TABLE participant_batch (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	project id NOT NULL REFERENCES project (id),
	at time NOT NULL,
	came int NOT NULL,     -- how many
	undone time            -- all of them were removed then
);
CREATE INDEX participant_batch_project ON participant_batch (project, id);

ALTER TABLE participant ADD COLUMN batch id REFERENCES participant_batch (id);
CREATE INDEX participant_batch_of ON participant (batch);

-- What a heading means where somebody chose that.
CREATE TABLE participant_heading (
	organisation id NOT NULL REFERENCES organisation (id),
	heading text NOT NULL, -- as codec/fold.h folds it
	field text NOT NULL,
	chosen time NOT NULL,
	PRIMARY KEY (organisation, heading)
);
