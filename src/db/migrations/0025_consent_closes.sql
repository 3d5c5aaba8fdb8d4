-- Did the end of a consent close health and care? Where none was needed it did not.
ALTER TABLE care_consent ADD COLUMN closes int NOT NULL DEFAULT 0;
