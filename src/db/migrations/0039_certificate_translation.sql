-- Certificates in several languages. The hash of one that has more is that of their PDFs' hashes
-- one after another, in the order of the languages.

-- The PDF in a further language, sealed as certificate_file; place: from 1.
CREATE TABLE certificate_translation (
	certificate id NOT NULL REFERENCES certificate (id),
	place int NOT NULL,
	language text NOT NULL,
	pdf bytes NOT NULL,
	PRIMARY KEY (certificate, place)
);
