-- Up to when somebody was told by mail what came: who coordinates a project, and a participant to
-- whom something was suggested.
ALTER TABLE project ADD COLUMN told time;
ALTER TABLE participant ADD COLUMN told time;
