-- What is counted of who takes part in projects, and whom the organiser thanked at the end.

ALTER TABLE participant ADD COLUMN language text NOT NULL DEFAULT ''; -- of the certificate: a tag
ALTER TABLE participant ADD COLUMN thanked time;
