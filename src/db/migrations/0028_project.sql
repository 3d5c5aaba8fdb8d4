-- Youth projects: what they are, when and where, with whom.

CREATE TABLE project (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	organisation id NOT NULL REFERENCES organisation (id),
	title text NOT NULL,
	type text NOT NULL, -- of content/projects/types.json
	number text,        -- of the grant, as codec/project_number.h prints it; NULL: without one
	made time NOT NULL
);
CREATE INDEX project_organisation ON project (organisation, id);
CREATE INDEX project_number ON project (number);

-- The description, field by field (app/project_type.h).
CREATE TABLE project_text (
	project id NOT NULL REFERENCES project (id),
	field text NOT NULL,
	body langmap NOT NULL,
	PRIMARY KEY (project, field)
);

-- removed: it can be taken back for a while.
CREATE TABLE project_activity (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	project id NOT NULL REFERENCES project (id),
	title text NOT NULL,
	place text NOT NULL,
	starts day NOT NULL,
	ends day NOT NULL,
	removed time,
	CHECK (ends >= starts)
);
CREATE INDEX project_activity_project ON project_activity (project, starts);

-- A picture of our own making, sealed by the key of the house. Copies of a project share it.
CREATE TABLE project_logo (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	body bytes NOT NULL
);

-- An organisation that takes part.
CREATE TABLE project_party (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	project id NOT NULL REFERENCES project (id),
	name text NOT NULL,
	place text NOT NULL,
	role text NOT NULL,
	logo id REFERENCES project_logo (id),
	removed time,
	CHECK (role IN ('applicant', 'host', 'sender', 'partner'))
);
CREATE INDEX project_party_project ON project_party (project);
CREATE INDEX project_party_logo ON project_party (logo);

-- Who changed what. about: of an activity or an organisation, its name; nothing of participants.
CREATE TABLE project_change (
	id id PRIMARY KEY,
	project id NOT NULL REFERENCES project (id),
	at time NOT NULL,
	person id NOT NULL REFERENCES person (id),
	what text NOT NULL,
	about text
);
CREATE INDEX project_change_project ON project_change (project, id);
CREATE INDEX project_change_person ON project_change (person);
