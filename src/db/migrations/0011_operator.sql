-- What one operator asked for and a second one has to confirm.

CREATE TABLE operator_request (
	code bytes NOT NULL,        -- keyed digest
	person id NOT NULL REFERENCES person (id),
	asked_by text NOT NULL,     -- number of the system account
	ends time NOT NULL,
	PRIMARY KEY (code)
);
CREATE INDEX operator_request_person ON operator_request (person);
CREATE INDEX operator_request_ends ON operator_request (ends);
