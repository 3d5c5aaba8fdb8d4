-- Leaving: who has not been here for how long, who is about to go, and who is gone.

-- When a person last came in, and how far the warnings have come since then. Without a row: the
-- time at which the account was made.
CREATE TABLE last_use (
	person id NOT NULL REFERENCES person (id),
	at time NOT NULL,
	warned int NOT NULL, -- how many warnings
	warned_at time,      -- the last of them
	PRIMARY KEY (person)
);

-- Who asked to be deleted. Signing in before the end takes it back.
CREATE TABLE leaving (
	person id NOT NULL REFERENCES person (id),
	asked time NOT NULL,
	ends time NOT NULL,  -- when the key is destroyed
	PRIMARY KEY (person)
);
CREATE INDEX leaving_ends ON leaving (ends);

-- Who was erased. The key store holds the same list: what an older copy of either brings back is
-- erased again.
CREATE TABLE erased (
	public public_id NOT NULL,
	at time NOT NULL,
	PRIMARY KEY (public)
);
