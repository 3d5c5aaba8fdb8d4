-- Lists of participants that come in at once (src/app/participant_import.c, participant_bring.c).

-- name: participant_import_put(project id, person id, sent time, state bytes) -> none
INSERT INTO participant_import (project, person, sent, version, state)
VALUES (:project, :person, :sent, 1, :state)
ON CONFLICT (project, person) DO UPDATE SET sent = excluded.sent,
	version = participant_import.version + 1, state = excluded.state;

-- name: participant_import_get(project id, person id) -> maybe participant_import_row(sent time,
--   version int, state bytes)
SELECT sent, version, state FROM participant_import
WHERE project = :project AND person = :person;

-- Not when somebody else changed it meanwhile.
-- name: participant_import_set(project id, person id, sent time, seen int, state bytes) -> count
UPDATE participant_import SET version = version + 1, state = :state
WHERE project = :project AND person = :person AND sent = :sent AND version = :seen;

-- name: participant_import_drop(project id, person id) -> count
DELETE FROM participant_import WHERE project = :project AND person = :person;

-- name: participant_chunk_add(project id, person id, place int, body bytes) -> none
INSERT INTO participant_import_chunk (project, person, place, body)
VALUES (:project, :person, :place, :body);

-- name: participant_chunks(project id, person id) -> many participant_chunk_row(place int,
--   body bytes)
SELECT place, body FROM participant_import_chunk
WHERE project = :project AND person = :person ORDER BY place;

-- name: participant_chunks_drop(project id, person id) -> count
DELETE FROM participant_import_chunk WHERE project = :project AND person = :person;

-- name: erase_participant_import(person id) -> count
DELETE FROM participant_import WHERE person = :person;

-- name: erase_participant_import_chunk(person id) -> count
DELETE FROM participant_import_chunk WHERE person = :person;

-- name: participant_import_due(before time) -> one int
SELECT COUNT(*) AS n FROM participant_import WHERE sent < :before;

-- name: participant_import_chunk_clear(before time) -> count
DELETE FROM participant_import_chunk WHERE (project, person) IN
	(SELECT i.project, i.person FROM participant_import i WHERE i.sent < :before);

-- name: participant_import_clear(before time) -> count
DELETE FROM participant_import WHERE sent < :before;

-- name: participant_imports_delete(project id) -> count
DELETE FROM participant_import WHERE project = :project;

-- name: participant_import_chunks_delete(project id) -> count
DELETE FROM participant_import_chunk WHERE project = :project;

-- To find who is there already.
-- name: participant_names(project id, only id?) -> many participant_name_row(given_name text,
--   family_name text, country text)
SELECT given_name, family_name, country FROM participant
WHERE project = :project AND removed IS NULL AND (:only IS NULL OR editor = :only)
ORDER BY name_key, id;

-- name: participant_add_all(project id, batch id, publics public_id[], kinds text[],
--   given_names text[], family_names text[], name_keys text[], countries text[], languages text[],
--   bodies bytes[], editor id?) -> none
INSERT INTO participant (public, project, kind, given_name, family_name, name_key, country,
	language, body, batch, editor)
SELECT l.publics, :project, l.kinds, l.given_names, l.family_names, l.name_keys, l.countries,
	l.languages, l.bodies, :batch, :editor
FROM LISTS(:publics, :kinds, :given_names, :family_names, :name_keys, :countries, :languages,
	:bodies) AS l;

-- name: participant_batch_add(public public_id, project id, at time, came int, editor id?)
--   -> one id
INSERT INTO participant_batch (public, project, at, came, editor)
VALUES (:public, :project, :at, :came, :editor) RETURNING id;

-- One press takes nobody away who wrote already, or has a certificate.
-- name: participant_batch_get(public public_id, project id, only id?) -> maybe
--   participant_batch_row(id id, at time, came int, undone time?)
SELECT b.id, b.at, b.came, b.undone FROM participant_batch b
WHERE b.public = :public AND b.project = :project AND (:only IS NULL OR b.editor = :only)
	AND NOT EXISTS (SELECT 1 FROM participant p
		WHERE p.batch = b.id AND p.removed IS NULL
		AND (p.outcome IS NOT NULL OR p.state NOT IN ('entered', 'invited')));

-- The newest first, of those.
-- name: participant_batches(project id, only id?, after time, most int) -> many
--   participant_batch_line(public public_id, at time, came int, undone time?)
SELECT b.public, b.at, b.came, b.undone FROM participant_batch b
WHERE b.project = :project AND b.at > :after AND (:only IS NULL OR b.editor = :only)
	AND NOT EXISTS (SELECT 1 FROM participant p
		WHERE p.batch = b.id AND p.removed IS NULL
		AND (p.outcome IS NOT NULL OR p.state NOT IN ('entered', 'invited')))
ORDER BY b.id DESC LIMIT :most;

-- name: participant_batch_set_undone(batch id, undone time?) -> none
UPDATE participant_batch SET undone = :undone WHERE id = :batch;

-- name: participant_batch_remove(batch id, only id?, removed time) -> count
UPDATE participant SET removed = :removed
WHERE batch = :batch AND removed IS NULL AND (:only IS NULL OR editor = :only);

-- Those whom removing the batch removed.
-- name: participant_batch_restore(batch id, only id?, removed time) -> count
UPDATE participant SET removed = NULL
WHERE batch = :batch AND removed = :removed AND (:only IS NULL OR editor = :only);

-- name: participant_batches_delete(project id) -> count
DELETE FROM participant_batch WHERE project = :project;

-- All of them, those who were removed too.
-- name: participant_kept(project id) -> one int
SELECT COUNT(*) AS n FROM participant WHERE project = :project;

-- By name.
-- name: participant_all(project id, only id?, most int) -> many participant_whole_row(
--   public public_id, kind text, given_name text, family_name text, country text, body bytes)
SELECT public, kind, given_name, family_name, country, body FROM participant
WHERE project = :project AND removed IS NULL AND (:only IS NULL OR editor = :only)
ORDER BY name_key, id LIMIT :most;

-- name: participant_headings(organisation id, most int) -> many participant_heading_row(
--   heading text, field text)
SELECT heading, field FROM participant_heading WHERE organisation = :organisation
ORDER BY chosen DESC, heading LIMIT :most;

-- name: participant_heading_put(organisation id, heading text, field text, chosen time) -> none
INSERT INTO participant_heading (organisation, heading, field, chosen)
VALUES (:organisation, :heading, :field, :chosen)
ON CONFLICT (organisation, heading) DO UPDATE SET field = excluded.field,
	chosen = excluded.chosen;

-- Only the newest stay.
-- name: participant_heading_trim(organisation id, most int) -> count
DELETE FROM participant_heading WHERE organisation = :organisation AND heading NOT IN
	(SELECT h.heading FROM participant_heading h WHERE h.organisation = :organisation
		ORDER BY h.chosen DESC, h.heading LIMIT :most);
