-- Partners who edit a youth project beside its coordinators: all of it, or their own participants.

CREATE TABLE project_editor (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	project id NOT NULL REFERENCES project (id),
	person id REFERENCES person (id), -- NULL: did not accept yet, or is not here any more
	role text NOT NULL,
	name text NOT NULL,     -- of whom was invited, as who invited wrote it
	mail text,              -- where the invitation went; NULL once it was accepted
	language text NOT NULL, -- of the invitation
	country text NOT NULL,  -- where the partner is: ISO 3166-1
	ends day NOT NULL,      -- the last day
	made time NOT NULL,
	accepted time,
	stopped time,
	code bytes,             -- keyed digest; NULL: there is none any more
	code_ends time,
	CHECK (role IN ('whole', 'own'))
);
CREATE INDEX project_editor_project ON project_editor (project, id);
CREATE INDEX project_editor_person ON project_editor (person);
CREATE UNIQUE INDEX project_editor_code ON project_editor (code);

-- Who entered or follows them; NULL: the coordinators do.
ALTER TABLE participant ADD COLUMN editor id REFERENCES project_editor (id);
CREATE INDEX participant_editor ON participant (editor);
ALTER TABLE participant_batch ADD COLUMN editor id REFERENCES project_editor (id);
CREATE INDEX participant_batch_editor ON participant_batch (editor);

-- About whom a change is, of editors.
ALTER TABLE project_change ADD COLUMN editor id REFERENCES project_editor (id);
CREATE INDEX project_change_editor ON project_change (editor);
