-- Who takes part in youth projects (src/app/participant.c). only: those of that editor; NULL:
-- everybody.

-- form: adds once; NULL: always.
-- name: participant_add(public public_id, project id, kind text, given_name text,
--   family_name text, name_key text, country text, language text,
--   body bytes, editor id?, form public_id?) -> count
INSERT INTO participant
	(public, project, kind, given_name, family_name, name_key, country, language, body,
	editor, form)
VALUES (:public, :project, :kind, :given_name, :family_name, :name_key, :country, :language,
	:body, :editor, :form)
ON CONFLICT (project, form) WHERE form IS NOT NULL DO NOTHING;

-- Whom it added.
-- name: participant_of_form(project id, form public_id) -> maybe participant_form_row(
--   name_key text, country text)
SELECT name_key, country FROM participant WHERE project = :project AND form = :form;

-- name: participant_namesakes(project id, only id?, name_key text, country text, most int) -> many
--   participant_namesake_row(public public_id, body bytes)
SELECT public, body FROM participant
WHERE project = :project AND name_key = :name_key AND country = :country AND removed IS NULL
	AND (:only IS NULL OR editor = :only)
ORDER BY id LIMIT :most;

-- name: participant_set(public public_id, project id, kind text, given_name text,
--   family_name text, name_key text, country text, language text,
--   body bytes, only id?) -> count
UPDATE participant SET kind = :kind, given_name = :given_name, family_name = :family_name,
	name_key = :name_key, country = :country, language = :language, body = :body
WHERE public = :public AND project = :project AND removed IS NULL
	AND (:only IS NULL OR editor = :only);

-- name: participant_find(public public_id, project id, only id?) -> maybe participant_row(id id,
--   kind text, given_name text, family_name text, country text, state text, body bytes,
--   removed time?, editor id?)
SELECT id, kind, given_name, family_name, country, state, body, removed, editor FROM participant
WHERE public = :public AND project = :project
	AND (:only IS NULL OR editor = :only);

-- name: participant_set_removed(participant id, removed time?) -> none
UPDATE participant SET removed = :removed WHERE id = :participant;

-- name: participant_count(project id, only id?) -> one int
SELECT COUNT(*) AS n FROM participant WHERE project = :project AND removed IS NULL
	AND (:only IS NULL OR editor = :only);

-- One page, by name, of those in that state; empty: in any. What they wrote is asked of that page
-- alone: PostgreSQL would look through all that anybody wrote.
-- name: participant_rows(project id, only id?, state text, skip int, most int) -> many
--   participant_list_row(public public_id, kind text, given_name text, family_name text,
--   country text, state text, person id?, handed_in bool, asked bool)
SELECT s.public, s.kind, s.given_name, s.family_name, s.country, s.state, s.person,
	EXISTS (SELECT 1 FROM learning l
		WHERE l.participant = s.id AND l.submitted IS NOT NULL) AS handed_in, s.asked
FROM (SELECT r.id, r.public, r.kind, r.given_name, r.family_name, r.name_key, r.country, r.state,
	r.person, r.asked
FROM (SELECT p.id, p.public, p.kind, p.given_name, p.family_name, p.name_key, p.country, p.person,
	p.asked IS NOT NULL AS asked,
	CASE WHEN p.outcome IS NOT NULL AND NOT p.moved THEN p.outcome
	WHEN p.state = 'invited' AND (SELECT m.state FROM mail m
		WHERE m.recipient = p.recipient AND m.ended >= p.invited
		ORDER BY m.id DESC LIMIT 1) IN ('refused', 'undelivered')
	THEN 'bounced' ELSE p.state END AS state
	FROM participant p WHERE p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only)) r
WHERE :state = '' OR r.state = :state
ORDER BY r.name_key, r.id LIMIT :most OFFSET :skip) s
ORDER BY s.name_key, s.id;

-- name: participant_removed_rows(project id, only id?, after time, most int) -> many
--   participant_list_row
SELECT public, kind, given_name, family_name, country, state, person, FALSE AS handed_in,
	FALSE AS asked FROM participant
WHERE project = :project AND removed > :after AND (:only IS NULL OR editor = :only)
ORDER BY removed DESC, id LIMIT :most;

-- Those whose time to be put back is over.
-- name: participant_due(before time, most int) -> many public_id
SELECT public FROM participant WHERE removed < :before ORDER BY removed, id LIMIT :most;

-- name: participant_of(project id, most int) -> many public_id
SELECT public FROM participant WHERE project = :project ORDER BY id LIMIT :most;

-- name: erase_participant_row(public public_id) -> count
DELETE FROM participant WHERE public = :public;
