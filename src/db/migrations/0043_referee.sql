-- Whom people in youth projects asked to confirm what they wrote about what they learned.

CREATE TABLE learning_referee (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	participant id NOT NULL REFERENCES participant (id),
	code bytes NOT NULL UNIQUE, -- keyed hash of the code that was mailed
	asked time NOT NULL,
	ends time NOT NULL,         -- of the code
	looked time,                -- for the first time
	answered time,
	confirmed bool NOT NULL,
	on_certificate bool NOT NULL,
	removed time,               -- it can be put back for a while
	body bytes NOT NULL,        -- who it is and what is shown, sealed by the participant's key
	words bytes                 -- what they say, likewise
);
CREATE INDEX learning_referee_participant ON learning_referee (participant, asked);
CREATE INDEX learning_referee_removed ON learning_referee (removed);
