-- Who wrote something shows that a code which was made later is theirs too.

-- recipient: as in participant, when something was written last; proven: the code of then is whose
-- writing it is.
ALTER TABLE learning ADD COLUMN recipient bytes;
ALTER TABLE learning ADD COLUMN proven time;

-- Codes that were replaced: they open nothing any more.
CREATE TABLE participant_code_past (
	participant id NOT NULL REFERENCES participant (id),
	made time NOT NULL,
	code bytes NOT NULL,
	PRIMARY KEY (participant, made)
);
