-- What a pick was before it changed, to go back to; and dated versions of a whole passport, sealed
-- by the person's key.

ALTER TABLE pick ADD COLUMN former bytes;

CREATE TABLE passport_version (
	person id NOT NULL REFERENCES person (id),
	public public_id NOT NULL,
	made time NOT NULL,
	content int NOT NULL, -- version of the questionnaire
	body bytes NOT NULL,
	PRIMARY KEY (person, public)
);
