-- Certificates as verifiable credentials: where their state stands.

-- A status list (credential/status_list.h): every credential has a position in one, dealt at
-- random. taken: the positions that were dealt, packed as in the list.
CREATE TABLE credential_list (
	number int NOT NULL, -- from 1
	taken bytes NOT NULL,
	PRIMARY KEY (number)
);

-- NULL: issued before there were any lists; such a certificate is no credential.
ALTER TABLE certificate ADD COLUMN status_list int;
ALTER TABLE certificate ADD COLUMN status_at int;
CREATE UNIQUE INDEX certificate_status ON certificate (status_list, status_at);
