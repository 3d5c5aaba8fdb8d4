-- Photos and PDFs that show what somebody learned in a project that was deleted, which their
-- account keeps: sealed by its key. The official site's PDF is one of project_kept_paper.
CREATE TABLE project_kept_file (
	person id NOT NULL REFERENCES person (id),
	kept public_id NOT NULL,
	place int NOT NULL, -- from 0, without gaps
	body bytes NOT NULL,
	PRIMARY KEY (person, kept, place)
);
