-- The own pages of who takes part in projects: how far they are, and whose account has it.

ALTER TABLE participant ADD COLUMN state text NOT NULL DEFAULT 'entered'; -- app/participant_state.h
ALTER TABLE participant ADD COLUMN person id REFERENCES person (id);      -- whose account has it
ALTER TABLE participant ADD COLUMN claimed time;                          -- since when
ALTER TABLE participant ADD COLUMN deadline day;                          -- to answer
ALTER TABLE participant ADD COLUMN invited time;                          -- last
ALTER TABLE participant ADD COLUMN recipient bytes;  -- keyed hash of the address it went to
ALTER TABLE participant ADD COLUMN invitation bytes; -- sealed, as body: the words of the organiser
CREATE INDEX participant_person ON participant (person);
CREATE INDEX participant_state ON participant (project, state);

-- What opens the own page, until another one is made. sealed: by the participant's key, so that a
-- reminder brings the same one.
CREATE TABLE participant_code (
	participant id NOT NULL REFERENCES participant (id),
	code bytes NOT NULL UNIQUE,
	sealed bytes NOT NULL,
	made time NOT NULL,
	PRIMARY KEY (participant)
);

-- Who came in by it, without an account. token: its digest.
CREATE TABLE participant_session (
	token bytes NOT NULL,
	participant id NOT NULL REFERENCES participant (id),
	started time NOT NULL,
	seen time NOT NULL,
	PRIMARY KEY (token)
);
CREATE INDEX participant_session_participant ON participant_session (participant);
CREATE INDEX participant_session_seen ON participant_session (seen);

-- What happened, as both sides see it. person: who did it for the organisation; NULL: the
-- participant. about: names of fields; nothing that stood or stands in them.
CREATE TABLE participant_event (
	id id PRIMARY KEY,
	participant id NOT NULL REFERENCES participant (id),
	at time NOT NULL,
	person id REFERENCES person (id),
	what text NOT NULL,
	about text
);
CREATE INDEX participant_event_participant ON participant_event (participant, id);
CREATE INDEX participant_event_person ON participant_event (person);
