-- Youth projects (src/app/project*.c). What was removed can be taken back, and is not counted.

-- name: project_add(public public_id, organisation id, title text, type text, number text?,
--   made time) -> one id
INSERT INTO project (public, organisation, title, type, number, made)
VALUES (:public, :organisation, :title, :type, :number, :made) RETURNING id;

-- Only in its own organisation.
-- name: project_get(public public_id, organisation id) -> maybe project_row(id id, title text,
--   type text, number text?, made time, closed time?)
SELECT p.id, p.title, p.type, p.number, p.made, p.closed FROM project p
WHERE p.public = :public AND p.organisation = :organisation;

-- The newest first, each with its first and last day.
-- name: project_rows(organisation id, most int) -> many project_list_row(public public_id,
--   title text, type text, number text?, made time, closed time?, starts day?, ends day?)
SELECT p.public, p.title, p.type, p.number, p.made, p.closed,
	(SELECT MIN(a.starts) FROM project_activity a
		WHERE a.project = p.id AND a.removed IS NULL) AS starts,
	(SELECT MAX(a.ends) FROM project_activity a
		WHERE a.project = p.id AND a.removed IS NULL) AS ends
FROM project p WHERE p.organisation = :organisation ORDER BY p.id DESC LIMIT :most;

-- name: project_count(organisation id) -> one int
SELECT COUNT(*) AS n FROM project WHERE organisation = :organisation;

-- name: project_set(project id, title text, type text, number text?) -> none
UPDATE project SET title = :title, type = :type, number = :number WHERE id = :project;

-- Those with the same number of the grant, the own organisation's first.
-- name: project_same(number text, organisation id, but public_id, most int) -> many
--   project_same_row(public public_id, title text, is_own bool)
SELECT public, title, organisation = :organisation AS is_own FROM project
WHERE number = :number AND public <> :but
ORDER BY organisation <> :organisation, id LIMIT :most;

-- name: project_texts(project id) -> many project_text_row(field text, body langmap)
SELECT field, body FROM project_text WHERE project = :project ORDER BY field;

-- name: project_text_put(project id, field text, body langmap) -> none
INSERT INTO project_text (project, field, body) VALUES (:project, :field, :body)
ON CONFLICT (project, field) DO UPDATE SET body = excluded.body;

-- name: project_activities(project id) -> many project_activity_row(id id, public public_id,
--   title text, place text, starts day, ends day, removed time?)
SELECT id, public, title, place, starts, ends, removed FROM project_activity
WHERE project = :project ORDER BY starts, id;

-- name: project_activity_add(public public_id, project id, title text, place text, starts day,
--   ends day) -> none
INSERT INTO project_activity (public, project, title, place, starts, ends)
VALUES (:public, :project, :title, :place, :starts, :ends);

-- name: project_activity_set(public public_id, project id, title text, place text, starts day,
--   ends day) -> count
UPDATE project_activity SET title = :title, place = :place, starts = :starts, ends = :ends
WHERE public = :public AND project = :project AND removed IS NULL;

-- name: project_activity_get(public public_id, project id) -> maybe project_activity_row
SELECT id, public, title, place, starts, ends, removed FROM project_activity
WHERE public = :public AND project = :project;

-- name: project_activity_remove(activity id, removed time?) -> none
UPDATE project_activity SET removed = :removed WHERE id = :activity;

-- name: project_parties(project id) -> many project_party_row(id id, public public_id, name text,
--   place text, role text, logo id?, removed time?)
SELECT id, public, name, place, role, logo, removed FROM project_party
WHERE project = :project ORDER BY role, id;

-- name: project_party_add(public public_id, project id, name text, place text, role text,
--   logo id?) -> none
INSERT INTO project_party (public, project, name, place, role, logo)
VALUES (:public, :project, :name, :place, :role, :logo);

-- name: project_party_set(public public_id, project id, name text, place text, role text,
--   logo id?) -> count
UPDATE project_party SET name = :name, place = :place, role = :role, logo = :logo
WHERE public = :public AND project = :project AND removed IS NULL;

-- name: project_party_get(public public_id, project id) -> maybe project_party_row
SELECT id, public, name, place, role, logo, removed FROM project_party
WHERE public = :public AND project = :project;

-- name: project_party_remove(party id, removed time?) -> none
UPDATE project_party SET removed = :removed WHERE id = :party;

-- name: project_logo_add(public public_id, body bytes) -> one id
INSERT INTO project_logo (public, body) VALUES (:public, :body) RETURNING id;

-- name: project_logo_get(logo id) -> maybe project_logo_row(public public_id, body bytes)
SELECT public, body FROM project_logo WHERE id = :logo;

-- When no project shows it any more.
-- name: project_logo_drop(logo id) -> count
DELETE FROM project_logo WHERE id = :logo AND NOT EXISTS
	(SELECT 1 FROM project_party p WHERE p.logo = project_logo.id);

-- Those that no project shows any more.
-- name: project_logo_clear() -> count
DELETE FROM project_logo WHERE NOT EXISTS
	(SELECT 1 FROM project_party p WHERE p.logo = project_logo.id);

-- name: project_change_add(project id, at time, person id, what text, about text?, editor id?,
--   reason bytes?) -> none
INSERT INTO project_change (project, at, person, what, about, editor, reason)
VALUES (:project, :at, :person, :what, :about, :editor, :reason);

-- The newest first. own: only that person's, and those of the open kinds; NULL: all.
-- name: project_changes(project id, own id?, open text[], skip int, most int) -> many
--   project_change_row(
--   at time, name text, what text, about text?, reason bytes?)
SELECT c.at, COALESCE(p.full_name, p.name) AS name, c.what,
	COALESCE(c.about, q.full_name, q.name, e.name) AS about, c.reason
FROM project_change c JOIN person p ON p.id = c.person
LEFT JOIN project_editor e ON e.id = c.editor LEFT JOIN person q ON q.id = e.person
WHERE c.project = :project AND (:own IS NULL OR c.person = :own OR c.what IN (:open))
ORDER BY c.id DESC LIMIT :most OFFSET :skip;

-- name: project_set_closed(project id, closed time?) -> none
UPDATE project SET closed = :closed WHERE id = :project;

-- What came since it was told: handed in, and asked for; last: NULL when nothing did.
-- name: project_news(project id) -> maybe project_news_row(public public_id, title text,
--   organisation id, organisation_public public_id, since time, handed_in bool, asked bool,
--   accepted bool, last time?)
SELECT j.public, j.title, j.organisation, o.public AS organisation_public,
	COALESCE(j.told, 0) AS since,
	EXISTS (SELECT 1 FROM participant p JOIN learning l ON l.participant = p.id
		WHERE p.project = j.id AND p.removed IS NULL
		AND l.submitted > COALESCE(j.told, 0)) AS handed_in,
	EXISTS (SELECT 1 FROM participant p WHERE p.project = j.id AND p.removed IS NULL
		AND p.asked > COALESCE(j.told, 0)) AS asked,
	EXISTS (SELECT 1 FROM project_editor e WHERE e.project = j.id
		AND e.accepted > COALESCE(j.told, 0)) AS accepted,
	(SELECT MAX(n.at) FROM (SELECT l.submitted AS at FROM participant p
		JOIN learning l ON l.participant = p.id
		WHERE p.project = j.id AND p.removed IS NULL
		UNION ALL SELECT p.asked FROM participant p
		WHERE p.project = j.id AND p.removed IS NULL
		UNION ALL SELECT e.accepted FROM project_editor e WHERE e.project = j.id) n
		WHERE n.at > COALESCE(j.told, 0)) AS last
FROM project j JOIN organisation o ON o.id = j.organisation WHERE j.id = :project;

-- Once.
-- name: project_set_told(project id, until time) -> count
UPDATE project SET told = :until WHERE id = :project AND (told IS NULL OR told < :until);

-- name: project_reminders(project id) -> one text
SELECT reminders FROM project WHERE id = :project;

-- name: project_set_reminders(project id, reminders text) -> none
UPDATE project SET reminders = :reminders WHERE id = :project;

-- name: project_changes_delete(project id) -> count
DELETE FROM project_change WHERE project = :project;

-- name: project_texts_delete(project id) -> count
DELETE FROM project_text WHERE project = :project;

-- name: project_activities_delete(project id) -> count
DELETE FROM project_activity WHERE project = :project;

-- name: project_parties_delete(project id) -> count
DELETE FROM project_party WHERE project = :project;

-- name: project_delete(project id) -> count
DELETE FROM project WHERE id = :project;

-- name: project_activities_clear(before time) -> count
DELETE FROM project_activity WHERE removed < :before;

-- name: project_parties_clear(before time) -> count
DELETE FROM project_party WHERE removed < :before;
