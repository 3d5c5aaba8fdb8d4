-- form: which one added them, so that it adds once when it is sent twice; NULL: none, as a list.
ALTER TABLE participant ADD COLUMN form public_id;
CREATE UNIQUE INDEX participant_form ON participant (project, form) WHERE form IS NOT NULL;
