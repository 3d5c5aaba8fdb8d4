-- Live links: a part of a passport for who has the link, until a day.

-- receiver and code are sealed by the owner's key; hash is keyed, and NULL until the link begins.
CREATE TABLE share (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	owner id NOT NULL REFERENCES person (id),
	purpose text NOT NULL,
	receiver bytes,       -- for whom, in the owner's words
	ends day NOT NULL,    -- the last day
	places int NOT NULL,  -- this many come in unasked
	taken int NOT NULL,   -- and so many did
	made time NOT NULL,
	begun time,           -- NULL: a draft, which opens nothing
	ended time,           -- stopped, before that day
	code bytes,
	hash bytes,
	CHECK (purpose IN ('mbo', 'work', 'other')),
	CHECK (taken <= places),
	CHECK ((begun IS NULL) = (hash IS NULL))
);
CREATE INDEX share_owner ON share (owner);
CREATE UNIQUE INDEX share_hash ON share (hash);

-- What of the passport: the id of a chapter, or "care".
CREATE TABLE share_scope (
	share id NOT NULL REFERENCES share (id),
	scope text NOT NULL,
	PRIMARY KEY (share, scope)
);

-- The owner's yes or no to one visitor, given from a mail; hash of the token in its link.
CREATE TABLE share_answer (
	hash bytes NOT NULL,
	grant_id id NOT NULL REFERENCES passport_grant (id),
	ends time NOT NULL,
	PRIMARY KEY (hash)
);
CREATE INDEX share_answer_grant ON share_answer (grant_id);
CREATE INDEX share_answer_ends ON share_answer (ends);

-- A receiver is done with what was shared.
CREATE TABLE share_handled (
	grant_id id NOT NULL REFERENCES passport_grant (id),
	at time NOT NULL,
	PRIMARY KEY (grant_id)
);
