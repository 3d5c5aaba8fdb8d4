-- Who was invited to a role by a code, and has not come yet. Used, withdrawn or ended: gone.

CREATE TABLE invitation (
	public public_id NOT NULL,
	code bytes NOT NULL UNIQUE, -- keyed digest
	organisation id NOT NULL REFERENCES organisation (id),
	role text NOT NULL,
	name text NOT NULL,
	mail_key text NOT NULL,
	mail text NOT NULL,
	made time NOT NULL,
	ends time NOT NULL,
	PRIMARY KEY (public)
);
CREATE INDEX invitation_organisation ON invitation (organisation);
CREATE INDEX invitation_ends ON invitation (ends);
