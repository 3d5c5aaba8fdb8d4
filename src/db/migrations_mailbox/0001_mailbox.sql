-- The demo's mail: in a store of its own, which the real thing does not have.
CREATE TABLE letter (
	id id PRIMARY KEY,
	message text NOT NULL, -- its Message-ID: one that comes twice is one
	sender text NOT NULL,
	recipient text NOT NULL,
	subject text NOT NULL,
	body text NOT NULL,
	html text NOT NULL,
	lang text NOT NULL,
	written time NOT NULL,
	UNIQUE (message)
);
