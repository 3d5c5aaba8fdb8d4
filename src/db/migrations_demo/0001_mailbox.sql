-- The mailbox of the demo world: what would have been mailed. A store of its own, never in a real
-- installation.
CREATE TABLE letter (
	id id PRIMARY KEY,
	code public_id NOT NULL UNIQUE, -- of the Message-ID: the same mail sent twice is one letter
	sender text NOT NULL,
	recipient text NOT NULL,
	subject text NOT NULL,
	body text NOT NULL,
	written time NOT NULL
);
