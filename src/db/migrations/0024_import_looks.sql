-- What is looked at while a copy waits is kept apart from its pictures: in so many first chunks.
ALTER TABLE import ADD COLUMN looks int NOT NULL DEFAULT 0;
