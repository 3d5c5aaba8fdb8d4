-- Each person's data key, wrapped by the installation's master key. In a store of its own: backups of
-- it are short-lived, so that a destroyed key makes older backups of the content unreadable.
CREATE TABLE person_key (
	person id NOT NULL,
	wrapped bytes NOT NULL,
	created time NOT NULL,
	PRIMARY KEY (person)
);
