-- Who takes part in a youth project. body is sealed by the participant's own key, which public
-- names; what is needed to list stands in clear.

CREATE TABLE participant (
	id id PRIMARY KEY,
	public public_id NOT NULL UNIQUE,
	project id NOT NULL REFERENCES project (id),
	kind text NOT NULL,
	given_name text NOT NULL,
	family_name text NOT NULL,
	name_key text NOT NULL, -- as sorted
	country text NOT NULL,
	body bytes NOT NULL,
	removed time,           -- it can be put back for a while
	CHECK (kind IN ('participant', 'team'))
);
CREATE INDEX participant_project ON participant (project, name_key, id);
CREATE INDEX participant_removed ON participant (removed);
