-- What was written and nobody else has seen, stays closed to a code that was made later.
-- changed: something was written; shown: handed in, last.
ALTER TABLE learning ADD COLUMN changed time NOT NULL DEFAULT 0;
ALTER TABLE learning ADD COLUMN shown time;
