-- What an organisation wants of who shares a passport with it (src/app/receiver.h).
CREATE TABLE receiver (
	organisation id NOT NULL REFERENCES organisation (id),
	purpose text NOT NULL,
	takes_link bool NOT NULL,
	takes_paper bool NOT NULL,
	paper_ends day,         -- the last day on which it takes paper; NULL: none was set
	scopes text NOT NULL,   -- ids, separated by a space
	leave_at text NOT NULL, -- where the link or the paper goes, in its own words; or empty
	PRIMARY KEY (organisation),
	CHECK (purpose IN ('mbo', 'work', 'other'))
);
