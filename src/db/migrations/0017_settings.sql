-- What a person chose about the pages.
ALTER TABLE person ADD COLUMN large_type int NOT NULL DEFAULT 0; -- 1: all text larger
