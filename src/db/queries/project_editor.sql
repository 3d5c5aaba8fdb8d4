-- Who edits a youth project beside its coordinators (src/app/editor*.c, src/app/access.c). One
-- holds when it was accepted, nobody stopped it, and its last day is not over; and when a partner
-- invited them, while that one holds: b, who invites others only with all of the project, which is
-- the coordinators' to give.

-- Somebody may hold twice: who was stopped, invited anew, and then given access again.
-- name: editor_holds(project public_id, organisation id, person id, today day, most int) -> many
--   editor_holds_row(id id, role text, country text, ends day)
SELECT e.id, e.role, e.country, e.ends FROM project_editor e JOIN project j ON j.id = e.project
LEFT JOIN project_editor b ON b.id = e.invited_by
WHERE j.public = :project AND j.organisation = :organisation AND e.person = :person
	AND e.accepted IS NOT NULL AND e.stopped IS NULL AND e.ends >= :today
	AND (e.invited_by IS NULL
		OR (b.person IS NOT NULL AND b.stopped IS NULL AND b.ends >= :today))
ORDER BY e.id LIMIT :most;

-- What somebody edits, the newest first.
-- name: editor_held_rows(person id, today day, most int) -> many editor_held_row(
--   organisation id, organisation_public public_id, organisation_name text,
--   project public_id, title text, type text, role text, ends day)
SELECT j.organisation, o.public AS organisation_public, o.name AS organisation_name,
	j.public AS project, j.title, j.type, e.role,
	CASE WHEN b.ends < e.ends THEN b.ends ELSE e.ends END AS ends
FROM project_editor e JOIN project j ON j.id = e.project
JOIN organisation o ON o.id = j.organisation
LEFT JOIN project_editor b ON b.id = e.invited_by
WHERE e.person = :person
	AND e.accepted IS NOT NULL AND e.stopped IS NULL AND e.ends >= :today
	AND (e.invited_by IS NULL
		OR (b.person IS NOT NULL AND b.stopped IS NULL AND b.ends >= :today))
ORDER BY e.accepted DESC, e.id DESC LIMIT :most;

-- The same of one.
-- name: editor_held_in(organisation public_id, project public_id, person id, today day) -> maybe
--   editor_held_row
SELECT j.organisation, o.public AS organisation_public, o.name AS organisation_name,
	j.public AS project, j.title, j.type, e.role,
	CASE WHEN b.ends < e.ends THEN b.ends ELSE e.ends END AS ends
FROM project_editor e JOIN project j ON j.id = e.project
JOIN organisation o ON o.id = j.organisation
LEFT JOIN project_editor b ON b.id = e.invited_by
WHERE j.public = :project AND o.public = :organisation AND e.person = :person
	AND e.accepted IS NOT NULL AND e.stopped IS NULL AND e.ends >= :today
	AND (e.invited_by IS NULL
		OR (b.person IS NOT NULL AND b.stopped IS NULL AND b.ends >= :today))
ORDER BY CASE e.role WHEN 'whole' THEN 0 ELSE 1 END, e.id LIMIT 1;

-- Everybody who was ever invited. own_name: of whoever accepted; by_name: of the partner who
-- invited them. stands: who invited them still may; of who accepted, still works along.
-- name: editor_rows(project id, today day, most int) -> many editor_row(id id, public public_id,
--   person id?, person_public public_id?, own_name text?, name text, mail text?, language text,
--   role text, country text, ends day, accepted time?, stopped time?, stopped_by id?,
--   code_ends time?,
--   people int, invited_by id?, by_name text?, stands bool)
SELECT e.id, e.public, e.person, p.public AS person_public,
	COALESCE(p.full_name, p.name) AS own_name, e.name, e.mail, e.language, e.role, e.country,
	e.ends, e.accepted, e.stopped, e.stopped_by, e.code_ends,
	(SELECT COUNT(*) FROM participant t WHERE t.editor = e.id AND t.removed IS NULL) AS people,
	e.invited_by, COALESCE(q.full_name, q.name) AS by_name,
	(e.invited_by IS NULL OR (b.person IS NOT NULL AND b.stopped IS NULL AND b.ends >= :today
		AND (e.accepted IS NOT NULL OR b.role = 'whole'))) AS stands
FROM project_editor e LEFT JOIN person p ON p.id = e.person
LEFT JOIN project_editor b ON b.id = e.invited_by LEFT JOIN person q ON q.id = b.person
WHERE e.project = :project ORDER BY e.id LIMIT :most;

-- name: editor_find(public public_id, project id, today day) -> maybe editor_row
SELECT e.id, e.public, e.person, p.public AS person_public,
	COALESCE(p.full_name, p.name) AS own_name, e.name, e.mail, e.language, e.role, e.country,
	e.ends, e.accepted, e.stopped, e.stopped_by, e.code_ends,
	(SELECT COUNT(*) FROM participant t WHERE t.editor = e.id AND t.removed IS NULL) AS people,
	e.invited_by, COALESCE(q.full_name, q.name) AS by_name,
	(e.invited_by IS NULL OR (b.person IS NOT NULL AND b.stopped IS NULL AND b.ends >= :today
		AND (e.accepted IS NOT NULL OR b.role = 'whole'))) AS stands
FROM project_editor e LEFT JOIN person p ON p.id = e.person
LEFT JOIN project_editor b ON b.id = e.invited_by LEFT JOIN person q ON q.id = b.person
WHERE e.public = :public AND e.project = :project;

-- name: editor_add(public public_id, project id, role text, name text, mail text, language text,
--   country text, ends day, made time, code bytes, code_ends time, invited_by id?) -> one id
INSERT INTO project_editor (public, project, role, name, mail, language, country, ends, made, code,
	code_ends, invited_by)
VALUES (:public, :project, :role, :name, :mail, :language, :country, :ends, :made, :code,
	:code_ends, :invited_by)
RETURNING id;

-- name: editor_set_terms(editor id, role text, country text, ends day) -> none
UPDATE project_editor SET role = :role, country = :country, ends = :ends WHERE id = :editor;

-- name: editor_set_stopped(editor id, stopped time?, stopped_by id?) -> none
UPDATE project_editor SET stopped = :stopped, stopped_by = :stopped_by WHERE id = :editor;

-- Who coordinates stands for it from now on.
-- name: editor_adopt(editor id) -> none
UPDATE project_editor SET invited_by = NULL WHERE id = :editor;

-- Who invites once more stands for it from now on.
-- name: editor_renew(editor id, code bytes, code_ends time, invited_by id?) -> none
UPDATE project_editor SET code = :code, code_ends = :code_ends, invited_by = :invited_by
WHERE id = :editor;

-- None of a partner who may invite nobody any more.
-- name: editor_by_code(code bytes, now time, today day) -> maybe editor_offer_row(id id,
--   public public_id, project id, project_public public_id, title text, organisation id,
--   organisation_public public_id, organisation_name text, role text, country text, ends day,
--   invited_by id?)
SELECT e.id, e.public, e.project, j.public AS project_public, j.title, j.organisation,
	o.public AS organisation_public, o.name AS organisation_name, e.role, e.country,
	CASE WHEN b.ends < e.ends THEN b.ends ELSE e.ends END AS ends, e.invited_by
FROM project_editor e JOIN project j ON j.id = e.project
JOIN organisation o ON o.id = j.organisation
LEFT JOIN project_editor b ON b.id = e.invited_by
WHERE e.code = :code AND e.code_ends > :now AND e.accepted IS NULL AND e.stopped IS NULL
	AND e.ends >= :today AND (e.invited_by IS NULL OR (b.person IS NOT NULL
		AND b.stopped IS NULL AND b.ends >= :today AND b.role = 'whole'));

-- Was that person stopped there, by another than that partner?
-- name: editor_stopped_by_others(project id, person id, inviter id) -> one int
SELECT COUNT(*) AS n FROM project_editor WHERE project = :project AND person = :person
	AND stopped IS NOT NULL AND (stopped_by IS NULL OR stopped_by <> :inviter);

-- Once.
-- name: editor_accept_row(editor id, person id, now time) -> count
UPDATE project_editor SET person = :person, accepted = :now, mail = NULL, code = NULL,
	code_ends = NULL
WHERE id = :editor AND accepted IS NULL AND stopped IS NULL;

-- Those who work along now, with what happened since then: of their own participants, and of whom
-- they invited.
-- name: editors_to_tell(project id, since time, today day, most int) -> many editor_to_tell_row(
--   person id, name text, language text, handed_in bool, asked bool, accepted bool)
SELECT e.person, p.name, p.language,
	EXISTS (SELECT 1 FROM participant t JOIN learning l ON l.participant = t.id
		WHERE t.editor = e.id AND t.removed IS NULL AND l.submitted > :since) AS handed_in,
	EXISTS (SELECT 1 FROM participant t WHERE t.editor = e.id AND t.removed IS NULL
		AND t.asked > :since) AS asked,
	EXISTS (SELECT 1 FROM project_editor i
		WHERE i.invited_by = e.id AND i.accepted > :since) AS accepted
FROM project_editor e JOIN person p ON p.id = e.person
LEFT JOIN project_editor b ON b.id = e.invited_by
WHERE e.project = :project
	AND e.accepted IS NOT NULL AND e.stopped IS NULL AND e.ends >= :today
	AND (e.invited_by IS NULL
		OR (b.person IS NOT NULL AND b.stopped IS NULL AND b.ends >= :today))
ORDER BY e.id LIMIT :most;

-- The participant is that editor's from now on; NULL: nobody's but the coordinators'.
-- name: participant_set_editor(participant id, editor id?) -> none
UPDATE participant SET editor = :editor WHERE id = :participant;

-- name: erase_editor(person id) -> count
UPDATE project_editor SET person = NULL, name = '' WHERE person = :person;

-- Who was invited by an address of theirs is named in the invitation.
-- name: erase_editor_invited(person id) -> count
UPDATE project_editor SET name = '', mail = NULL, code = NULL WHERE accepted IS NULL
	AND LOWER(mail) IN (SELECT a.mail_key FROM address a WHERE a.person = :person);

-- Those who did not accept, long ago: nobody needs their name and address any more.
-- name: editor_unfollow(before time) -> count
UPDATE participant SET editor = NULL WHERE editor IN (SELECT e.id FROM project_editor e
	WHERE e.accepted IS NULL AND (e.code_ends < :before OR e.stopped < :before));

-- name: editor_forget_changes(before time) -> count
UPDATE project_change SET editor = NULL WHERE editor IN (SELECT e.id FROM project_editor e
	WHERE e.accepted IS NULL AND (e.code_ends < :before OR e.stopped < :before));

-- name: editor_clear(before time) -> count
DELETE FROM project_editor
WHERE accepted IS NULL AND (code_ends < :before OR stopped < :before);

-- name: editors_delete(project id) -> count
DELETE FROM project_editor WHERE project = :project;

-- name: editor_holds_any(person id, today day) -> one int
SELECT COUNT(*) AS n FROM project_editor e LEFT JOIN project_editor b ON b.id = e.invited_by
WHERE e.person = :person
	AND e.accepted IS NOT NULL AND e.stopped IS NULL AND e.ends >= :today
	AND (e.invited_by IS NULL
		OR (b.person IS NOT NULL AND b.stopped IS NULL AND b.ends >= :today));

-- name: export_editors(person id) -> many export_editor(organisation text, project text,
--   role text, country text, ends day, accepted time?, stopped time?)
SELECT o.name AS organisation, j.title AS project, e.role, e.country, e.ends, e.accepted, e.stopped
FROM project_editor e JOIN project j ON j.id = e.project
JOIN organisation o ON o.id = j.organisation
WHERE e.person = :person ORDER BY e.id;
