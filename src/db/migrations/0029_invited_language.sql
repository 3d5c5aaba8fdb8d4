-- What the invited reads best, as a tag ("ar"); NULL: the owner did not say.
ALTER TABLE passport_grant ADD COLUMN language text;
