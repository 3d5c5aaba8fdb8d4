-- Who asks for their certificate, and the end of a project.
-- asked: NULL: they did not, or it was issued since.
ALTER TABLE participant ADD COLUMN asked time;
-- closed: nobody is added or invited any more.
ALTER TABLE project ADD COLUMN closed time;
-- reason: sealed by the key of the house: why it was closed while certificates were missing.
ALTER TABLE project_change ADD COLUMN reason bytes;
