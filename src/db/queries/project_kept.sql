-- What accounts keep of projects that were deleted (src/app/project_kept.c, project_kept_make.c).

-- Of a participant whose page an account has.
-- name: kept_source(public public_id) -> maybe kept_source_row(participant id, project id,
--   person id, owner public_id, account_language text, kind text, given_name text,
--   family_name text, country text, body bytes, invitation bytes?, title text, type text,
--   number text?, organisation text, starts day?, ends day?)
SELECT p.id AS participant, p.project, p.person, q.public AS owner,
	q.language AS account_language, p.kind, p.given_name, p.family_name, p.country, p.body,
	p.invitation, j.title, j.type, j.number, o.name AS organisation,
	(SELECT MIN(a.starts) FROM project_activity a
		WHERE a.project = j.id AND a.removed IS NULL) AS starts,
	(SELECT MAX(a.ends) FROM project_activity a
		WHERE a.project = j.id AND a.removed IS NULL) AS ends
FROM participant p JOIN person q ON q.id = p.person JOIN project j ON j.id = p.project
JOIN organisation o ON o.id = j.organisation WHERE p.public = :public;

-- What stood there before: the newest, of so many bytes together; none from before the code was
-- made that opens the page.
-- name: kept_past(participant id, most int) -> many learning_text_row
SELECT area, moment, version, changed, true AS counts, body FROM (
	SELECT p.area, p.moment, p.version, p.changed, p.body, SUM(LENGTH(p.body)) OVER (
		ORDER BY p.changed DESC, p.version DESC, p.area, p.moment) AS taken
	FROM learning_past p WHERE p.participant = :participant
		AND NOT EXISTS (SELECT 1 FROM participant_code c
			WHERE c.participant = p.participant AND c.made > p.changed
			AND c.made > COALESCE((SELECT l.proven FROM learning l
				WHERE l.participant = p.participant), 0))) AS newest
WHERE taken <= :most ORDER BY area, moment, version;

-- The newest first.
-- name: kept_certificates(participant id, most int) -> many kept_certificate_row(id id,
--   public public_id, revision int, state text, issued time, reason bytes?, body bytes?,
--   pdf bytes?)
SELECT c.id, c.public, c.revision, c.state, c.issued, c.reason, c.body, f.pdf
FROM certificate c LEFT JOIN certificate_file f ON f.certificate = c.id
WHERE c.participant = :participant ORDER BY c.revision DESC LIMIT :most;

-- name: project_kept_put(person id, public public_id, deleted time, heading bytes, body bytes,
--   papers int) -> none
INSERT INTO project_kept (person, public, deleted, heading, body, papers)
VALUES (:person, :public, :deleted, :heading, :body, :papers)
ON CONFLICT (person, public) DO UPDATE SET deleted = excluded.deleted,
	heading = excluded.heading, body = excluded.body, papers = excluded.papers;

-- name: project_kept_paper_put(person id, kept public_id, place int, pdf bytes) -> none
INSERT INTO project_kept_paper (person, kept, place, pdf) VALUES (:person, :kept, :place, :pdf);

-- name: project_kept_file_put(person id, kept public_id, place int, body bytes) -> none
INSERT INTO project_kept_file (person, kept, place, body) VALUES (:person, :kept, :place, :body);

-- The newest first; none while its project is still there.
-- name: project_kept_rows(person id, most int) -> many project_kept_line_row(public public_id,
--   deleted time, heading bytes, papers int)
SELECT k.public, k.deleted, k.heading, k.papers FROM project_kept k
WHERE k.person = :person
	AND NOT EXISTS (SELECT 1 FROM participant p WHERE p.public = k.public)
ORDER BY k.deleted DESC, k.public LIMIT :most;

-- name: project_kept_get(person id, public public_id) -> maybe project_kept_row(deleted time,
--   heading bytes, body bytes, papers int)
SELECT k.deleted, k.heading, k.body, k.papers FROM project_kept k
WHERE k.person = :person AND k.public = :public
	AND NOT EXISTS (SELECT 1 FROM participant p WHERE p.public = k.public);

-- name: project_kept_paper_get(person id, kept public_id, place int) -> maybe bytes
SELECT pdf FROM project_kept_paper
WHERE person = :person AND kept = :kept AND place = :place;

-- name: project_kept_file_get(person id, kept public_id, place int) -> maybe bytes
SELECT body FROM project_kept_file
WHERE person = :person AND kept = :kept AND place = :place;

-- name: project_kept_drop(person id, public public_id) -> count
DELETE FROM project_kept WHERE person = :person AND public = :public;

-- name: project_kept_papers_drop(person id, kept public_id) -> count
DELETE FROM project_kept_paper WHERE person = :person AND kept = :kept;

-- name: project_kept_files_drop(person id, kept public_id) -> count
DELETE FROM project_kept_file WHERE person = :person AND kept = :kept;

-- name: erase_project_kept(person id) -> count
DELETE FROM project_kept WHERE person = :person;

-- name: erase_project_kept_paper(person id) -> count
DELETE FROM project_kept_paper WHERE person = :person;

-- name: erase_project_kept_file(person id) -> count
DELETE FROM project_kept_file WHERE person = :person;
