-- Every store notes here which migrations made it, so that none runs twice or goes missing.
CREATE TABLE IF NOT EXISTS ledger (
	number int NOT NULL,
	name text NOT NULL,
	hash text NOT NULL,
	applied_at time NOT NULL,
	PRIMARY KEY (number)
);
