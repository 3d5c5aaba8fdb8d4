-- Which mails people choose to get. Without a row: each at once.

CREATE TABLE notice_choice (
	person id NOT NULL REFERENCES person (id),
	kind text NOT NULL,
	how text NOT NULL,
	PRIMARY KEY (person, kind),
	CHECK (how IN ('daily', 'never'))
);

-- What waits for the day's one mail. role: where that goes, as in address_role: empty, or the id of
-- a membership.
CREATE TABLE notice_waiting (
	person id NOT NULL REFERENCES person (id),
	role text NOT NULL,
	kind text NOT NULL,
	last time NOT NULL, -- when the latest of them came
	PRIMARY KEY (person, role, kind)
);
