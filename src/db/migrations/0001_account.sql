-- People, their ways in, the limits on trying, and what an installation decided about itself.

CREATE TABLE setting (
	name text NOT NULL,
	value text NOT NULL,
	changed time NOT NULL,
	PRIMARY KEY (name)
);

CREATE TABLE person (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	name text NOT NULL,
	language text NOT NULL,
	made time NOT NULL
);

-- mail_key is the address as compared: lower case. Only a confirmed address gets a row.
CREATE TABLE address (
	mail_key text NOT NULL,
	mail text NOT NULL,
	person id NOT NULL REFERENCES person (id),
	confirmed time NOT NULL,
	PRIMARY KEY (mail_key)
);
CREATE INDEX address_person ON address (person);

CREATE TABLE password (
	person id NOT NULL REFERENCES person (id),
	hash text NOT NULL,
	changed time NOT NULL,
	PRIMARY KEY (person)
);

-- Somebody who has not confirmed the address yet, by the digest of the browser's own token.
CREATE TABLE registration (
	browser bytes NOT NULL,
	mail_key text NOT NULL,
	mail text NOT NULL,
	name text NOT NULL,
	language text NOT NULL,
	hash text NOT NULL,
	code bytes NOT NULL,
	code_ends time NOT NULL,
	tries int NOT NULL,
	made time NOT NULL,
	PRIMARY KEY (browser)
);
CREATE INDEX registration_made ON registration (made);

CREATE TABLE session (
	token bytes NOT NULL,
	person id NOT NULL REFERENCES person (id),
	started time NOT NULL,
	seen time NOT NULL,
	PRIMARY KEY (token)
);
CREATE INDEX session_person ON session (person);
CREATE INDEX session_seen ON session (seen);

-- One row for who or what is being limited: the time at which all its tries are paid off.
CREATE TABLE rate (
	who bytes NOT NULL,
	paid_off time NOT NULL,
	PRIMARY KEY (who)
);
CREATE INDEX rate_paid_off ON rate (paid_off);
