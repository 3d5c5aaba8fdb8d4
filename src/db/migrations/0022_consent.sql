-- That a parent agreed that somebody who is young shares health and care. A row only changes to say
-- when it was withdrawn.

CREATE TABLE care_consent (
	id id PRIMARY KEY,
	owner id NOT NULL REFERENCES person (id),
	parent id NOT NULL REFERENCES person (id),
	given time NOT NULL,
	withdrawn time
);
CREATE INDEX care_consent_owner ON care_consent (owner);
CREATE INDEX care_consent_parent ON care_consent (parent);

ALTER TABLE person ADD COLUMN asks_no_parent int NOT NULL DEFAULT 0; -- 1: said "rather not"
