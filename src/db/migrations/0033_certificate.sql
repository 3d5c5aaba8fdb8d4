-- Certificates of youth projects.

-- What a coordinator ordered, and how it is to look; body (who signs) is sealed by the key of the
-- house. A job goes through those who wait.
CREATE TABLE certificate_round (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	project id NOT NULL REFERENCES project (id),
	person id NOT NULL REFERENCES person (id), -- who ordered it
	at time NOT NULL,
	body bytes NOT NULL,
	total int NOT NULL
);
CREATE INDEX certificate_round_project ON certificate_round (project, id);
CREATE INDEX certificate_round_person ON certificate_round (person);

CREATE TABLE certificate_waiting (
	round id NOT NULL REFERENCES certificate_round (id),
	participant id NOT NULL REFERENCES participant (id),
	fault text,           -- code of the error: theirs was not made
	PRIMARY KEY (round, participant)
);
CREATE INDEX certificate_waiting_participant ON certificate_waiting (participant);

-- body is what it says, sealed by the participant's key; reason likewise. Of an erased participant
-- only the stub is left: that there was one, of when, in which state.
CREATE TABLE certificate (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	participant id REFERENCES participant (id),
	code bytes NOT NULL UNIQUE, -- keyed hash of the code that is on it
	revision int NOT NULL,
	state text NOT NULL,
	issued time NOT NULL,
	changed time,         -- superseded or withdrawn
	hash bytes NOT NULL,  -- SHA-256 of the PDF
	body bytes,
	reason bytes,         -- why it was withdrawn
	opens_project bool NOT NULL,  -- what the holder lets everybody see who has the code
	opens_learning bool NOT NULL,
	fetched time,         -- by the holder, for the first time
	CHECK (state IN ('valid', 'superseded', 'withdrawn'))
);

CREATE UNIQUE INDEX certificate_participant ON certificate (participant, revision);

-- The PDF as it was issued, sealed by the participant's key.
CREATE TABLE certificate_file (
	certificate id NOT NULL REFERENCES certificate (id),
	pdf bytes NOT NULL,
	PRIMARY KEY (certificate)
);
