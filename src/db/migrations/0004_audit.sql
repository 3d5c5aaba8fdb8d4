-- What happened, the chain that shows that nobody changed it, and the signed points of the chain.

-- Pseudonymous: people stand here by public id alone. Nothing updates these rows.
CREATE TABLE audit (
	id id PRIMARY KEY,
	at time NOT NULL,
	actor public_id,         -- who did it; NULL: nobody we know, or Leerpas itself
	subject public_id,       -- about whom; NULL: nobody we know
	action text NOT NULL,
	result text NOT NULL,
	object text NOT NULL,    -- its kind
	object_id text NOT NULL, -- empty: the only one that the subject has
	browser text NOT NULL,   -- families in words, or empty
	system text NOT NULL,
	CHECK (result IN ('done', 'refused'))
);
CREATE INDEX audit_subject ON audit (subject, at);

-- Rows that are not in the chain yet. Ids need not be committed in their order.
CREATE TABLE audit_waiting (
	audit id NOT NULL,
	PRIMARY KEY (audit)
);

-- Without references: the chain tells what must be there, whatever else is gone.
CREATE TABLE audit_chain (
	place int NOT NULL,      -- from 1, without gaps
	audit id NOT NULL,
	hash bytes NOT NULL,
	PRIMARY KEY (place)
);
CREATE UNIQUE INDEX audit_chain_audit ON audit_chain (audit);

CREATE TABLE audit_point (
	last int NOT NULL,       -- the places that it signs for: from first to last
	first int NOT NULL,
	at time NOT NULL,
	signature bytes NOT NULL,
	PRIMARY KEY (last)
);
