-- What shows what people learned in youth projects: links, photos and PDFs. Every body is sealed by
-- the participant's own key.

CREATE TABLE learning_evidence (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	participant id NOT NULL REFERENCES participant (id),
	area text NOT NULL,  -- of the framework; empty: all of them
	made time NOT NULL,
	size int NOT NULL,   -- bytes of the file before sealing; 0: a link
	on_certificate bool NOT NULL,
	removed time,        -- it can be put back for a while
	body bytes NOT NULL  -- what it is called; address, or media type
);
CREATE INDEX learning_evidence_participant ON learning_evidence (participant, made);
CREATE INDEX learning_evidence_removed ON learning_evidence (removed);

CREATE TABLE learning_evidence_chunk (
	evidence id NOT NULL REFERENCES learning_evidence (id),
	place int NOT NULL,  -- from 0, without gaps
	body bytes NOT NULL,
	PRIMARY KEY (evidence, place)
);
