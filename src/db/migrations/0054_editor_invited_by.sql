-- The partner who invited them; NULL: who coordinates the project did.
ALTER TABLE project_editor ADD COLUMN invited_by id REFERENCES project_editor (id);
CREATE INDEX project_editor_invited_by ON project_editor (invited_by);
