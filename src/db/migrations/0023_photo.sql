-- The photo that a person chose of themselves: one of their files.
ALTER TABLE person ADD COLUMN photo public_id;
