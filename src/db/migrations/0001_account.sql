-- The installation itself: what was decided when it was set up, by name.
CREATE TABLE setting (
	name text NOT NULL,
	value text NOT NULL,
	changed time NOT NULL,
	PRIMARY KEY (name)
);
