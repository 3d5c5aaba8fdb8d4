-- The end of youth projects (src/app/project_end.c, project_warn.c).

-- name: project_end_get(project id) -> maybe project_end_row(project id, made time, ends day?,
--   counts_from day?, warned int, warned_at time?, promised day?)
SELECT p.id AS project, p.made, (SELECT MAX(a.ends) FROM project_activity a
		WHERE a.project = p.id AND a.removed IS NULL) AS ends,
	p.counts_from, p.warned, p.warned_at, p.promised
FROM project p WHERE p.id = :project;

-- Projects that were over before that day, and whose period counts from no later day.
-- name: project_end_rows(made_before time, over_before day, after int, most int) -> many
--   project_end_row
SELECT p.id AS project, p.made, (SELECT MAX(a.ends) FROM project_activity a
		WHERE a.project = p.id AND a.removed IS NULL) AS ends,
	p.counts_from, p.warned, p.warned_at, p.promised
FROM project p WHERE p.made < :made_before
	AND (p.counts_from IS NULL OR p.counts_from < :over_before)
	AND NOT EXISTS (SELECT 1 FROM project_activity a
		WHERE a.project = p.id AND a.removed IS NULL AND a.ends >= :over_before)
	AND p.id > :after ORDER BY p.id LIMIT :most;

-- The same, how many.
-- name: project_due(made_before time, over_before day) -> one int
SELECT COUNT(*) AS n FROM project p WHERE p.made < :made_before
	AND (p.counts_from IS NULL OR p.counts_from < :over_before)
	AND NOT EXISTS (SELECT 1 FROM project_activity a
		WHERE a.project = p.id AND a.removed IS NULL AND a.ends >= :over_before);

-- name: project_set_counts_from(project id, counts_from day) -> none
UPDATE project SET counts_from = :counts_from WHERE id = :project;

-- Not when another process did so meanwhile; seen_at: 0 before the first one.
-- name: project_set_warned(project id, seen int, seen_at time, warned int, warned_at time,
--   promised day) -> count
UPDATE project SET warned = :warned, warned_at = :warned_at, promised = :promised
WHERE id = :project AND warned = :seen AND COALESCE(warned_at, 0) = :seen_at;

-- --- who is to be warned

-- name: project_warning_drop(project id) -> count
DELETE FROM project_warning WHERE project = :project;

-- name: project_warning_people(project id) -> count
INSERT INTO project_warning (project, participant)
SELECT j.id, p.id FROM project j JOIN participant p ON p.project = j.id
WHERE j.id = :project AND p.removed IS NULL;

-- name: project_warning_staff(project id, role text, now time) -> count
INSERT INTO project_warning (project, person, membership)
SELECT j.id, m.person, MIN(m.id)
FROM project j JOIN membership m ON m.organisation = j.organisation
WHERE j.id = :project AND m.role = :role AND m.starts <= :now
	AND (m.ends IS NULL OR m.ends > :now) AND m.ended IS NULL
GROUP BY j.id, m.person;

-- Partners who edit all of it, and do not coordinate it.
-- name: project_warning_editors(project id, today day) -> count
INSERT INTO project_warning (project, person)
SELECT e.project, e.person FROM project_editor e
WHERE e.project = :project AND e.role = 'whole' AND e.person IS NOT NULL
	AND e.accepted IS NOT NULL AND e.stopped IS NULL AND e.ends >= :today
	AND NOT EXISTS (SELECT 1 FROM project_warning w
		WHERE w.project = e.project AND w.person = e.person)
GROUP BY e.project, e.person;

-- Whose address was not looked up yet. account: whose own page it is, or who coordinates.
-- name: project_warning_new(most int) -> many project_warning_row(id id, is_staff bool,
--   title text, organisation text, promised day?, public public_id?, given_name text?,
--   body bytes?, invited_in text?, code bytes?, sent_to bytes?, account id?, membership id?,
--   name text?, language text?)
SELECT w.id, w.participant IS NULL AS is_staff, j.title, o.name AS organisation, j.promised,
	p.public, p.given_name, p.body, p.invited_in, c.sealed AS code, p.recipient AS sent_to,
	q.id AS account, w.membership, q.name, q.language
FROM project_warning w JOIN project j ON j.id = w.project
JOIN organisation o ON o.id = j.organisation
LEFT JOIN participant p ON p.id = w.participant
LEFT JOIN participant_code c ON c.participant = w.participant
LEFT JOIN person q ON q.id = COALESCE(w.person, p.person)
WHERE w.recipient IS NULL ORDER BY w.id LIMIT :most;

-- All of one address.
-- name: project_warning_next(most int) -> many project_warning_row
SELECT w.id, w.participant IS NULL AS is_staff, j.title, o.name AS organisation, j.promised,
	p.public, p.given_name, p.body, p.invited_in, c.sealed AS code, p.recipient AS sent_to,
	q.id AS account, w.membership, q.name, q.language
FROM project_warning w JOIN project j ON j.id = w.project
JOIN organisation o ON o.id = j.organisation
LEFT JOIN participant p ON p.id = w.participant
LEFT JOIN participant_code c ON c.participant = w.participant
LEFT JOIN person q ON q.id = COALESCE(w.person, p.person)
WHERE w.recipient = (SELECT f.recipient FROM project_warning f WHERE f.recipient IS NOT NULL
	ORDER BY f.recipient LIMIT 1)
ORDER BY w.id LIMIT :most;

-- name: project_warning_address(warning id, recipient bytes) -> none
UPDATE project_warning SET recipient = :recipient WHERE id = :warning;

-- name: project_warning_end(warnings id[]) -> count
DELETE FROM project_warning WHERE id IN (:warnings);

-- name: erase_participant_warning(public public_id) -> count
DELETE FROM project_warning WHERE participant IN
	(SELECT id FROM participant WHERE public = :public);

-- name: erase_project_warning(person id) -> count
DELETE FROM project_warning WHERE person = :person;
