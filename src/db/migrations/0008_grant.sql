-- Who may look along in a passport, and who looked.

-- One row for every access that somebody has or is invited to. It ends, it never vanishes.
-- called, address and message are sealed by the owner's key.
CREATE TABLE passport_grant (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	owner id NOT NULL REFERENCES person (id),
	holder id REFERENCES person (id), -- NULL: invited, and nobody accepted yet
	kind text NOT NULL,
	role text NOT NULL,
	via public_id,     -- the live link or the membership that it came by
	called bytes,      -- what the owner calls the holder
	address bytes,     -- where the invitation went
	address_key bytes, -- keyed hash of it: is somebody invited already?
	message bytes,     -- the owner's own words to the invited
	code bytes,        -- keyed hash of the invitation's code; NULL: there is none (any more)
	code_ends time,
	made time NOT NULL,
	accepted time,     -- holds from here on; NULL: waits for a yes
	ends day NOT NULL, -- the last day
	ended time,        -- before that day
	ended_by text,
	looked time,
	told_owner time,   -- when the owner was last mailed about it, and when the holder was
	told_holder time,
	reminded time,
	CHECK (kind IN ('companion', 'mentor', 'receiver')),
	CHECK (accepted IS NULL OR holder IS NOT NULL),
	CHECK ((ended IS NULL) = (ended_by IS NULL))
);
CREATE INDEX passport_grant_owner ON passport_grant (owner);
CREATE INDEX passport_grant_holder ON passport_grant (holder, owner);
CREATE INDEX passport_grant_via ON passport_grant (via);
CREATE UNIQUE INDEX passport_grant_code ON passport_grant (code);

-- What of the passport: the id of a chapter, or "care".
CREATE TABLE grant_scope (
	grant_id id NOT NULL REFERENCES passport_grant (id),
	scope text NOT NULL,
	PRIMARY KEY (grant_id, scope)
);

-- Another person read a part. Readings soon after one another are one row.
CREATE TABLE passport_reading (
	id id PRIMARY KEY,
	owner id NOT NULL REFERENCES person (id),
	reader id NOT NULL REFERENCES person (id),
	grant_id id NOT NULL REFERENCES passport_grant (id),
	scope text NOT NULL,
	first time NOT NULL,
	last time NOT NULL,
	times int NOT NULL
);
CREATE INDEX passport_reading_owner ON passport_reading (owner, last);
CREATE INDEX passport_reading_grant ON passport_reading (grant_id, scope, last);
