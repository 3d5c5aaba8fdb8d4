-- The data key of each owner (a person; the installation is all zeros), wrapped by the master key.
-- In a store of its own: backups of it are short-lived, so that a destroyed key makes older backups
-- of the content unreadable. Named by random ids: a row id may come back when content is restored.
CREATE TABLE data_key (
	owner public_id NOT NULL,
	wrapped bytes NOT NULL,
	created time NOT NULL,
	PRIMARY KEY (owner)
);
