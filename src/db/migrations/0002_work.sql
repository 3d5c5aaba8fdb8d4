-- Jobs: work that outlives a request. A finished job is deleted; one given up stays a while.
CREATE TABLE job (
	id id PRIMARY KEY,
	kind text NOT NULL,
	dedupe text,              -- two waiting jobs of a kind are never the same
	subject int NOT NULL,
	run_at time NOT NULL,     -- not before; while it runs: when the lease ends
	lease int NOT NULL,       -- a random number while it runs, else 0
	tries int NOT NULL,
	again time,               -- was ordered once more while it ran
	fault text,               -- code of the last error
	gave_up time,
	ordered time NOT NULL
);
CREATE UNIQUE INDEX job_dedupe ON job (kind, dedupe);
CREATE INDEX job_due ON job (run_at) WHERE gave_up IS NULL;
CREATE INDEX job_given_up ON job (gave_up) WHERE gave_up IS NOT NULL;

-- Mail on its way out. The body (with the addresses in it) is sealed, and wiped when its way ends.
CREATE TABLE mail (
	id id PRIMARY KEY,
	code public_id NOT NULL,  -- stands in the Message-ID
	recipient bytes NOT NULL, -- keyed hash of the address: what happened to mail for it?
	state text NOT NULL,      -- waiting, sent, refused, expired, undelivered
	body bytes,
	created time NOT NULL,
	expires time NOT NULL,    -- of no use afterwards
	ended time,
	CHECK (state IN ('waiting', 'sent', 'refused', 'expired', 'undelivered')),
	CHECK ((state = 'waiting') = (body IS NOT NULL)),
	CHECK ((state = 'waiting') = (ended IS NULL))
);
CREATE INDEX mail_recipient ON mail (recipient, id);
CREATE INDEX mail_waiting ON mail (expires) WHERE state = 'waiting';
CREATE INDEX mail_ended ON mail (ended) WHERE ended IS NOT NULL;
