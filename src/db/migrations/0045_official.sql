-- The PDFs that the official site made, beside our own certificates.

-- body: sealed by the participant's key.
CREATE TABLE participant_official (
	participant id NOT NULL REFERENCES participant (id),
	at time NOT NULL,
	body bytes NOT NULL,
	PRIMARY KEY (participant)
);

-- Those that were sent together, until their sender has seen whose they are. name and body are
-- sealed by the sender's key.
CREATE TABLE official_waiting (
	public public_id NOT NULL,
	project id NOT NULL REFERENCES project (id),
	person id NOT NULL REFERENCES person (id),
	sent time NOT NULL,
	participant id REFERENCES participant (id), -- whose it is, by its name
	name bytes NOT NULL,
	body bytes NOT NULL,
	PRIMARY KEY (public)
);
CREATE INDEX official_waiting_person ON official_waiting (person, project);
CREATE INDEX official_waiting_project ON official_waiting (project);
CREATE INDEX official_waiting_participant ON official_waiting (participant);
CREATE INDEX official_waiting_sent ON official_waiting (sent);
