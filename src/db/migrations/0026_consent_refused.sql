-- A parent does not agree: given and withdrawn say when.
ALTER TABLE care_consent ADD COLUMN refused int NOT NULL DEFAULT 0;
