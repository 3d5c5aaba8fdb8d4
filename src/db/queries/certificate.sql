-- Certificates of youth projects (src/app/certificate*.c).

-- name: certificate_round_add(public public_id, project id, person id, at time, body bytes)
--   -> one id
INSERT INTO certificate_round (public, project, person, at, body, total)
VALUES (:public, :project, :person, :at, :body, 0) RETURNING id;

-- name: certificate_wait_all(round id, project id, only id?) -> count
INSERT INTO certificate_waiting (round, participant)
SELECT r.id, p.id FROM certificate_round r JOIN participant p ON p.project = r.project
WHERE r.id = :round AND p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only);

-- Those who have none that is valid.
-- name: certificate_wait_missing(round id, project id, only id?) -> count
INSERT INTO certificate_waiting (round, participant)
SELECT r.id, p.id FROM certificate_round r JOIN participant p ON p.project = r.project
WHERE r.id = :round AND p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only) AND NOT EXISTS
	(SELECT 1 FROM certificate c WHERE c.participant = p.id AND c.state = 'valid');

-- name: certificate_wait_some(round id, project id, only id?, publics public_id[]) -> count
INSERT INTO certificate_waiting (round, participant)
SELECT r.id, p.id FROM certificate_round r JOIN participant p ON p.project = r.project
WHERE r.id = :round AND p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only) AND p.public IN (:publics);

-- Of those who wait: who has that many already.
-- name: certificate_waiting_full(round id, most int) -> one int
SELECT COUNT(*) AS n FROM certificate_waiting w JOIN certificate c
	ON c.participant = w.participant AND c.revision >= :most WHERE w.round = :round;

-- name: certificate_round_set_total(round id, total int) -> none
UPDATE certificate_round SET total = :total WHERE id = :round;

-- name: certificate_round_get(round id) -> maybe certificate_round_row(public public_id,
--   body bytes, project id, title text, type text, number text?)
SELECT r.public, r.body, r.project, p.title, p.type, p.number
FROM certificate_round r JOIN project p ON p.id = r.project WHERE r.id = :round;

-- How far the latest one is; running: a job goes on with it. by: of whoever ordered it; NULL: of
-- anybody.
-- name: certificate_round_latest(project id, by id?, kind text) -> maybe certificate_progress_row(
--   at time, total int, waiting int, failed int, running int)
SELECT r.at, r.total,
	(SELECT COUNT(*) FROM certificate_waiting w
		WHERE w.round = r.id AND w.fault IS NULL) AS waiting,
	(SELECT COUNT(*) FROM certificate_waiting w
		WHERE w.round = r.id AND w.fault IS NOT NULL) AS failed,
	(SELECT COUNT(*) FROM job j
		WHERE j.kind = :kind AND j.subject = r.id AND j.gave_up IS NULL) AS running
FROM certificate_round r WHERE r.project = :project AND (:by IS NULL OR r.person = :by)
ORDER BY r.id DESC LIMIT 1;

-- By name, with the last revision that each has.
-- name: certificate_waiting_next(round id, most int) -> many certificate_waiting_row(
--   participant id, public public_id, kind text, given_name text, family_name text,
--   country text, body bytes, invited_in text, removed time?, revision int)
SELECT p.id AS participant, p.public, p.kind, p.given_name, p.family_name, p.country, p.body,
	p.invited_in, p.removed, COALESCE((SELECT MAX(c.revision) FROM certificate c
		WHERE c.participant = p.id), 0) AS revision
FROM certificate_waiting w JOIN participant p ON p.id = w.participant
WHERE w.round = :round AND w.fault IS NULL ORDER BY p.name_key, p.id LIMIT :most;

-- name: certificate_one(participant id) -> maybe certificate_waiting_row
SELECT p.id AS participant, p.public, p.kind, p.given_name, p.family_name, p.country, p.body,
	p.invited_in, p.removed, COALESCE((SELECT MAX(c.revision) FROM certificate c
		WHERE c.participant = p.id), 0) AS revision
FROM participant p WHERE p.id = :participant;

-- name: certificate_project(project id) -> maybe certificate_project_row(title text, type text,
--   number text?)
SELECT title, type, number FROM project WHERE id = :project;

-- name: certificate_waiting_end(round id, participant id) -> count
DELETE FROM certificate_waiting WHERE round = :round AND participant = :participant;

-- name: certificate_waiting_fail(round id, participant id, fault text) -> count
UPDATE certificate_waiting SET fault = :fault
WHERE round = :round AND participant = :participant;

-- name: certificate_revision(participant id) -> one int
SELECT COALESCE(MAX(revision), 0) AS n FROM certificate WHERE participant = :participant;

-- name: certificate_supersede(participant id, changed time) -> count
UPDATE certificate SET state = 'superseded', changed = :changed
WHERE participant = :participant AND state = 'valid';

-- What the holder opened of the revision before stays open.
-- name: certificate_add(public public_id, participant id, code bytes, revision int, issued time,
--   hash bytes, body bytes, status_list int, status_at int) -> one id
INSERT INTO certificate (public, participant, code, revision, state, issued, hash, body,
	status_list, status_at, opens_project, opens_learning)
SELECT :public, p.id, :code, :revision, 'valid', :issued, :hash, :body, :status_list, :status_at,
	COALESCE((SELECT c.opens_project FROM certificate c
		WHERE c.participant = p.id AND c.revision = :revision - 1), FALSE),
	COALESCE((SELECT c.opens_learning FROM certificate c
		WHERE c.participant = p.id AND c.revision = :revision - 1), FALSE)
FROM participant p WHERE p.id = :participant RETURNING id;

-- name: certificate_file_add(certificate id, pdf bytes) -> none
INSERT INTO certificate_file (certificate, pdf) VALUES (:certificate, :pdf);

-- name: certificate_translation_add(certificate id, place int, language text, pdf bytes) -> none
INSERT INTO certificate_translation (certificate, place, language, pdf)
VALUES (:certificate, :place, :language, :pdf);

-- name: certificate_file_get(certificate id) -> maybe certificate_file_row(pdf bytes)
SELECT pdf FROM certificate_file WHERE certificate = :certificate;

-- name: certificate_translation_get(certificate id, language text)
--   -> maybe certificate_translation_row(language text, pdf bytes)
SELECT language, pdf FROM certificate_translation
WHERE certificate = :certificate AND language = :language;

-- name: certificate_translations(certificate id) -> many certificate_translation_row
SELECT language, pdf FROM certificate_translation WHERE certificate = :certificate ORDER BY place;

-- In which further languages each of them is there.
-- name: certificate_languages(publics public_id[]) -> many certificate_language_row(
--   public public_id, language text)
SELECT c.public, t.language
FROM certificate_translation t JOIN certificate c ON c.id = t.certificate
WHERE c.public IN (:publics) ORDER BY c.id, t.place;

-- Of revisions up to that one the paper goes; what they say stays, for who checks them.
-- name: certificate_file_trim(participant id, revision int) -> count
DELETE FROM certificate_file WHERE certificate IN (SELECT c.id FROM certificate c
	WHERE c.participant = :participant AND c.revision <= :revision);

-- name: certificate_translation_trim(participant id, revision int) -> count
DELETE FROM certificate_translation WHERE certificate IN (SELECT c.id FROM certificate c
	WHERE c.participant = :participant AND c.revision <= :revision);

-- Who takes part, each with the last revision.
-- name: certificate_rows(project id, only id?, skip int, most int) -> many certificate_list_row(
--   public public_id, given_name text, family_name text, certificate public_id?,
--   revision int?, state text?, issued time?, changed time?, outcome text?, asked bool)
SELECT p.public, p.given_name, p.family_name, c.public AS certificate, c.revision, c.state,
	c.issued, c.changed, p.outcome, p.asked IS NOT NULL AS asked
FROM participant p LEFT JOIN certificate c ON c.participant = p.id AND c.revision =
	(SELECT MAX(d.revision) FROM certificate d WHERE d.participant = p.id)
WHERE p.project = :project AND p.removed IS NULL AND (:only IS NULL OR p.editor = :only)
ORDER BY p.name_key, p.id LIMIT :most OFFSET :skip;

-- name: certificate_valid_count(project id, only id?) -> one int
SELECT COUNT(*) AS n FROM certificate c JOIN participant p ON p.id = c.participant
WHERE p.project = :project AND p.removed IS NULL AND c.state = 'valid'
	AND (:only IS NULL OR p.editor = :only);

-- Who takes part and has none that is valid.
-- name: certificate_missing_count(project id, only id?) -> one int
SELECT COUNT(*) AS n FROM participant p WHERE p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only) AND NOT EXISTS
	(SELECT 1 FROM certificate c WHERE c.participant = p.id AND c.state = 'valid');

-- Who asks for theirs.
-- name: certificate_asked_count(project id, only id?) -> one int
SELECT COUNT(*) AS n FROM participant WHERE project = :project AND removed IS NULL
	AND asked IS NOT NULL AND (:only IS NULL OR editor = :only);

-- name: certificate_find(public public_id, project id, only id?) -> maybe certificate_found_row(
--   id id, public public_id, owner public_id, given_name text, family_name text, revision int,
--   state text)
SELECT c.id, c.public, p.public AS owner, p.given_name, p.family_name, c.revision, c.state
FROM certificate c JOIN participant p ON p.id = c.participant
WHERE c.public = :public AND p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only);

-- The valid ones, by name.
-- name: certificate_valid_rows(project id, only id?, skip int, most int) -> many
--   certificate_found_row
SELECT c.id, c.public, p.public AS owner, p.given_name, p.family_name, c.revision, c.state
FROM certificate c JOIN participant p ON p.id = c.participant
WHERE p.project = :project AND p.removed IS NULL AND c.state = 'valid'
	AND (:only IS NULL OR p.editor = :only)
ORDER BY p.name_key, p.id LIMIT :most OFFSET :skip;

-- Bytes of the paper of each, in all languages; in the same order.
-- name: certificate_valid_sizes(project id, only id?) -> many int
SELECT CAST(COALESCE((SELECT LENGTH(f.pdf) FROM certificate_file f WHERE f.certificate = c.id), 0)
	+ COALESCE((SELECT SUM(LENGTH(t.pdf)) FROM certificate_translation t
		WHERE t.certificate = c.id), 0) AS bigint) AS size
FROM certificate c JOIN participant p ON p.id = c.participant
WHERE p.project = :project AND p.removed IS NULL AND c.state = 'valid'
	AND (:only IS NULL OR p.editor = :only)
ORDER BY p.name_key, p.id;

-- name: certificate_withdraw_row(certificate id, changed time, reason bytes) -> count
UPDATE certificate SET state = 'withdrawn', changed = :changed, reason = :reason
WHERE id = :certificate AND state = 'valid';

-- owner: NULL when the participant was erased.
-- name: certificate_by_code(code bytes) -> maybe certificate_seen_row(public public_id,
--   owner public_id?, revision int, state text, issued time, changed time?, body bytes?,
--   opens_project bool, opens_learning bool)
SELECT c.public, p.public AS owner, c.revision, c.state, c.issued, c.changed, c.body,
	c.opens_project, c.opens_learning
FROM certificate c LEFT JOIN participant p ON p.id = c.participant WHERE c.code = :code;

-- The last revision of a participant.
-- name: certificate_own_last(participant id) -> maybe certificate_own_row(id id, public public_id,
--   revision int, state text, issued time, changed time?, reason bytes?, opens_project bool,
--   opens_learning bool, body bytes, status_list int?, status_at int?, type text, title text)
SELECT c.id, c.public, c.revision, c.state, c.issued, c.changed, c.reason, c.opens_project,
	c.opens_learning, c.body, c.status_list, c.status_at, j.type, j.title
FROM certificate c JOIN participant p ON p.id = c.participant JOIN project j ON j.id = p.project
WHERE c.participant = :participant ORDER BY c.revision DESC LIMIT 1;

-- All revisions: older paper shows no more than the last.
-- name: certificate_open(participant id, opens_project bool, opens_learning bool) -> none
UPDATE certificate SET opens_project = :opens_project, opens_learning = :opens_learning
WHERE participant = :participant;

-- name: certificate_fetch_note(certificate id, at time) -> count
UPDATE certificate SET fetched = :at WHERE id = :certificate AND fetched IS NULL;

-- --- the end

-- name: erase_certificate_file(owner public_id) -> count
DELETE FROM certificate_file WHERE certificate IN (SELECT c.id FROM certificate c
	JOIN participant p ON p.id = c.participant WHERE p.public = :owner);

-- name: erase_certificate_translation(owner public_id) -> count
DELETE FROM certificate_translation WHERE certificate IN (SELECT c.id FROM certificate c
	JOIN participant p ON p.id = c.participant WHERE p.public = :owner);

-- name: erase_certificate_waiting(owner public_id) -> count
DELETE FROM certificate_waiting WHERE participant IN
	(SELECT p.id FROM participant p WHERE p.public = :owner);

-- The stub stays.
-- name: erase_certificate(owner public_id) -> count
UPDATE certificate SET participant = NULL, body = NULL, reason = NULL
WHERE participant IN (SELECT p.id FROM participant p WHERE p.public = :owner);

-- name: certificate_rounds_delete(project id) -> count
DELETE FROM certificate_round WHERE project = :project;
