-- The end of projects: who is warned before it, and what an account keeps.

-- counts_from: the day from which its period counts, when somebody chose to keep it for longer.
-- warned: how many warnings were sent, the last one then; promised: the last day that it named.
ALTER TABLE project ADD COLUMN counts_from day;
ALTER TABLE project ADD COLUMN warned int NOT NULL DEFAULT 0;
ALTER TABLE project ADD COLUMN warned_at time;
ALTER TABLE project ADD COLUMN promised day;

-- Who is still to be warned: one who takes part, or a person who coordinates. recipient: keyed hash
-- of their address, so that each gets one mail about all their projects; NULL: not looked up yet.
CREATE TABLE project_warning (
	id id PRIMARY KEY,
	project id NOT NULL REFERENCES project (id),
	participant id REFERENCES participant (id),
	person id REFERENCES person (id),
	membership id REFERENCES membership (id), -- by which they coordinate
	recipient bytes
);
CREATE INDEX project_warning_project ON project_warning (project);
CREATE INDEX project_warning_participant ON project_warning (participant);
CREATE INDEX project_warning_person ON project_warning (person);
CREATE INDEX project_warning_membership ON project_warning (membership);
CREATE INDEX project_warning_recipient ON project_warning (recipient, id);

-- What an account keeps of a project that was deleted: theirs alone, sealed by their key.
CREATE TABLE project_kept (
	person id NOT NULL REFERENCES person (id),
	public public_id NOT NULL, -- the own page's
	deleted time NOT NULL,
	heading bytes NOT NULL,    -- what the project was
	body bytes NOT NULL,
	papers int NOT NULL,
	PRIMARY KEY (person, public)
);

-- Certificates as PDF.
CREATE TABLE project_kept_paper (
	person id NOT NULL REFERENCES person (id),
	kept public_id NOT NULL,
	place int NOT NULL, -- from 0, without gaps
	pdf bytes NOT NULL,
	PRIMARY KEY (person, kept, place)
);

-- What a daily round looks for.
CREATE INDEX participant_session_started ON participant_session (started);
CREATE INDEX project_activity_removed ON project_activity (removed);
CREATE INDEX project_party_removed ON project_party (removed);
