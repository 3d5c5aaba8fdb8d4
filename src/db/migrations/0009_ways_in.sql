-- Ways in beside the password, second factors, and more about sessions and addresses.

-- When the person last proved who they are, and from where: device in words, keyed hash of the
-- address block.
ALTER TABLE session ADD COLUMN proved time NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN browser text NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN system text NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN place bytes;

-- A code that was mailed, by the digest of the token of the browser that asked for it. Whether the
-- address has an account is looked up when the code comes back.
CREATE TABLE mailed_code (
	browser bytes NOT NULL,
	purpose text NOT NULL,
	mail_key text NOT NULL,
	mail text NOT NULL,
	code bytes NOT NULL,
	ends time NOT NULL,
	tries int NOT NULL,
	PRIMARY KEY (browser, purpose),
	CHECK (purpose IN ('reset', 'sign_in', 'address', 'proof'))
);
CREATE INDEX mailed_code_ends ON mailed_code (ends);

-- Somebody whose first proof was right and who is not in yet: a second factor is due, or a new
-- password.
CREATE TABLE arrival (
	browser bytes NOT NULL,
	person id NOT NULL REFERENCES person (id),
	goal text NOT NULL,
	factor_due bool NOT NULL,
	tries int NOT NULL,
	ends time NOT NULL,
	PRIMARY KEY (browser),
	CHECK (goal IN ('sign_in', 'reset'))
);
CREATE INDEX arrival_person ON arrival (person);
CREATE INDEX arrival_ends ON arrival (ends);

-- Browsers that a person has been in before, by a digest that differs for each person.
CREATE TABLE known_browser (
	person id NOT NULL REFERENCES person (id),
	browser bytes NOT NULL,
	seen time NOT NULL,
	PRIMARY KEY (person, browser)
);
CREATE INDEX known_browser_seen ON known_browser (seen);

-- The secret of a second factor is sealed by the person's key; no step of time is taken twice.
CREATE TABLE factor (
	person id NOT NULL REFERENCES person (id),
	secret bytes NOT NULL,
	since time NOT NULL,
	last_step int NOT NULL,
	PRIMARY KEY (person)
);

-- One that the person has not shown to work yet.
CREATE TABLE factor_offer (
	person id NOT NULL REFERENCES person (id),
	secret bytes NOT NULL,
	made time NOT NULL,
	PRIMARY KEY (person)
);
CREATE INDEX factor_offer_made ON factor_offer (made);

CREATE TABLE recovery_code (
	person id NOT NULL REFERENCES person (id),
	code bytes NOT NULL,      -- hashed under a key that lives with the person's
	PRIMARY KEY (person, code)
);

-- Where mail goes: role '' is for whatever has no choice of its own.
CREATE TABLE address_role (
	person id NOT NULL REFERENCES person (id),
	role text NOT NULL,
	mail_key text NOT NULL REFERENCES address (mail_key),
	PRIMARY KEY (person, role)
);
CREATE INDEX address_role_mail_key ON address_role (mail_key);

-- The last day on which an address works, as its person says.
CREATE TABLE address_end (
	mail_key text NOT NULL REFERENCES address (mail_key),
	person id NOT NULL REFERENCES person (id),
	last_day day NOT NULL,
	warned day,               -- when we last said so
	PRIMARY KEY (mail_key)
);
CREATE INDEX address_end_person ON address_end (person);
CREATE INDEX address_end_last_day ON address_end (last_day);
