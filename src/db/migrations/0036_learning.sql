-- What people who take part in youth projects write about what they learn. Every body is sealed by
-- the participant's own key.

-- revision: counts every change, so that what was shown is what is handed in.
CREATE TABLE learning (
	participant id NOT NULL REFERENCES participant (id),
	revision int NOT NULL,
	submitted time, -- NULL: nobody else sees it
	accepted time,  -- by an organiser
	about bytes,    -- with whom they talked, and links
	PRIMARY KEY (participant)
);

-- area, moment: of a framework (content/projects/frameworks.json).
CREATE TABLE learning_text (
	participant id NOT NULL REFERENCES participant (id),
	area text NOT NULL,
	moment text NOT NULL,
	version int NOT NULL,
	changed time NOT NULL,
	counts bool NOT NULL, -- it says something
	body bytes NOT NULL,
	PRIMARY KEY (participant, area, moment)
);

-- What stood there before.
CREATE TABLE learning_past (
	participant id NOT NULL REFERENCES participant (id),
	area text NOT NULL,
	moment text NOT NULL,
	version int NOT NULL,
	changed time NOT NULL,
	body bytes NOT NULL,
	PRIMARY KEY (participant, area, moment, version)
);

-- What an organiser suggests beside a text, and what the participant says back. author: NULL is the
-- participant.
CREATE TABLE learning_comment (
	participant id NOT NULL REFERENCES participant (id),
	area text NOT NULL,
	moment text NOT NULL,
	made time NOT NULL,
	public public_id NOT NULL,
	author id REFERENCES person (id),
	body bytes NOT NULL,
	PRIMARY KEY (participant, public)
);
CREATE INDEX learning_comment_author ON learning_comment (author);
