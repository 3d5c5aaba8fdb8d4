-- The conversation about answers: between the owner of a passport and one other person each time.

-- body is sealed by the owner's key.
CREATE TABLE comment (
	owner id NOT NULL REFERENCES person (id),
	question text NOT NULL,
	holder id NOT NULL REFERENCES person (id), -- with whom
	made time NOT NULL,
	public public_id NOT NULL,
	author id NOT NULL REFERENCES person (id), -- the owner or the holder
	body bytes NOT NULL,
	PRIMARY KEY (owner, question, holder, public)
);
CREATE INDEX comment_holder ON comment (holder);

-- What the owner wants to talk about with somebody, and what they talked about.
CREATE TABLE talk_point (
	owner id NOT NULL REFERENCES person (id),
	question text NOT NULL,
	holder id NOT NULL REFERENCES person (id),
	asked time,
	talked time,
	PRIMARY KEY (owner, question, holder)
);
CREATE INDEX talk_point_holder ON talk_point (holder);
