-- Cards: the way in of who has no mail. The code works once, to choose a PIN; then the name on the
-- card and the PIN sign in. The PIN is hashed with a key that lives with the person's.

CREATE TABLE card (
	person id NOT NULL REFERENCES person (id),
	organisation id NOT NULL REFERENCES organisation (id),
	sign_in text NOT NULL UNIQUE,
	code bytes UNIQUE,       -- keyed digest; NULL: used
	code_ends time NOT NULL,
	pin text,                -- hash; NULL: none yet
	made time NOT NULL,      -- the card
	replaced time,           -- by this one; until the person has read of it
	PRIMARY KEY (person)
);
CREATE INDEX card_organisation ON card (organisation);
