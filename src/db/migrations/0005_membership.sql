-- Organisations, and who has which role in them.

CREATE TABLE organisation (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	name text NOT NULL,
	name_key text NOT NULL UNIQUE, -- as compared: lower case
	made time NOT NULL
);

-- What an organisation calls a role, where it has a word of its own.
CREATE TABLE role_label (
	organisation id NOT NULL REFERENCES organisation (id),
	role text NOT NULL,
	label langmap NOT NULL,
	PRIMARY KEY (organisation, role)
);

-- A membership ends, it never vanishes.
CREATE TABLE membership (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	person id NOT NULL REFERENCES person (id),
	organisation id NOT NULL REFERENCES organisation (id),
	role text NOT NULL,
	starts time NOT NULL,
	ends time,       -- by its clock; NULL: no end was set
	ended time,      -- by hand; NULL: nobody ended it
	CHECK (ends IS NULL OR ends > starts)
);
CREATE INDEX membership_person ON membership (person);
CREATE INDEX membership_organisation ON membership (organisation, role);
