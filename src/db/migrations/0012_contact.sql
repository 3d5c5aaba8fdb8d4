-- Codes that people show, so that others let them look along. hash is keyed; code is sealed by the
-- person's key, to be shown again.
CREATE TABLE contact_code (
	person id NOT NULL REFERENCES person (id),
	purpose text NOT NULL, -- empty: as oneself; else the public id of a membership
	hash bytes NOT NULL,
	code bytes NOT NULL,
	made time NOT NULL,
	PRIMARY KEY (person, purpose)
);
CREATE UNIQUE INDEX contact_code_hash ON contact_code (hash);
