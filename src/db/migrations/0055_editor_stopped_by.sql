-- The partner who stopped them; NULL: who coordinates the project did.
ALTER TABLE project_editor ADD COLUMN stopped_by id REFERENCES project_editor (id);
CREATE INDEX project_editor_stopped_by ON project_editor (stopped_by);

-- All of a project is the coordinators' to give: they stand for it.
UPDATE project_editor SET invited_by = NULL WHERE role = 'whole';
