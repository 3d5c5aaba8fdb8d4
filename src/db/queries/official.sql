-- PDFs that the official site made for who takes part (src/app/official_paper.c).

-- name: official_put(participant id, at time, body bytes) -> none
INSERT INTO participant_official (participant, at, body) VALUES (:participant, :at, :body)
ON CONFLICT (participant) DO UPDATE SET at = excluded.at, body = excluded.body;

-- name: official_get(participant id) -> maybe official_row(at time, body bytes)
SELECT at, body FROM participant_official WHERE participant = :participant;

-- name: official_has(participant id) -> one int
SELECT COUNT(*) AS n FROM participant_official WHERE participant = :participant;

-- name: official_remove_row(participant id) -> count
DELETE FROM participant_official WHERE participant = :participant;

-- Who has one, by name.
-- name: official_rows(project id, most int) -> many official_line_row(public public_id,
--   given_name text, family_name text, at time)
SELECT p.public, p.given_name, p.family_name, o.at
FROM participant_official o JOIN participant p ON p.id = o.participant
WHERE p.project = :project AND p.removed IS NULL ORDER BY p.name_key, p.id LIMIT :most;

-- Whose a file may be: everybody, by name.
-- name: official_people(project id, most int) -> many official_person_row(participant id,
--   given_name text, family_name text)
SELECT id AS participant, given_name, family_name FROM participant
WHERE project = :project AND removed IS NULL ORDER BY name_key, id LIMIT :most;

-- name: official_waiting_add(public public_id, project id, person id, sent time, participant id?,
--   name bytes, body bytes) -> none
INSERT INTO official_waiting (public, project, person, sent, participant, name, body)
VALUES (:public, :project, :person, :sent, :participant, :name, :body);

-- name: official_waiting_size(project id, person id) -> one official_waiting_size_row(files int,
--   bytes int)
SELECT COUNT(*) AS files, CAST(COALESCE(SUM(LENGTH(body)), 0) AS bigint) AS bytes
FROM official_waiting WHERE project = :project AND person = :person;

-- By name, the newest of each first. replaces: one is kept already; owner: NULL when it is
-- nobody's.
-- name: official_waiting_rows(project id, person id, most int) -> many official_waiting_row(
--   public public_id, name bytes, owner public_id?, given_name text?, family_name text?,
--   replaces bool)
SELECT w.public, w.name, p.public AS owner, p.given_name, p.family_name, EXISTS (SELECT 1
	FROM participant_official o WHERE o.participant = w.participant) AS replaces
FROM official_waiting w LEFT JOIN participant p ON p.id = w.participant AND p.removed IS NULL
WHERE w.project = :project AND w.person = :person
ORDER BY p.name_key, p.id, w.sent DESC, w.public LIMIT :most;

-- Of these, whose owner is known.
-- name: official_waiting_some(project id, person id, publics public_id[]) -> many
--   official_taken_row(public public_id, participant id, owner public_id, body bytes)
SELECT w.public, p.id AS participant, p.public AS owner, w.body
FROM official_waiting w JOIN participant p ON p.id = w.participant
WHERE w.project = :project AND w.person = :person AND p.removed IS NULL
	AND w.public IN (:publics) ORDER BY w.public;

-- Not what was sent after the list was looked at.
-- name: official_waiting_drop(project id, person id, seen time) -> count
DELETE FROM official_waiting WHERE project = :project AND person = :person AND sent <= :seen;

-- name: official_waiting_end(public public_id) -> count
DELETE FROM official_waiting WHERE public = :public;

-- name: official_waiting_due(before time) -> one int
SELECT COUNT(*) AS n FROM official_waiting WHERE sent < :before;

-- name: official_waiting_clear(before time) -> count
DELETE FROM official_waiting WHERE sent < :before;

-- name: official_waiting_delete(project id) -> count
DELETE FROM official_waiting WHERE project = :project;

-- name: erase_official_waiting(person id) -> count
DELETE FROM official_waiting WHERE person = :person;

-- name: erase_official(owner public_id) -> count
DELETE FROM participant_official WHERE participant IN
	(SELECT p.id FROM participant p WHERE p.public = :owner);

-- name: erase_official_match(owner public_id) -> count
DELETE FROM official_waiting WHERE participant IN
	(SELECT p.id FROM participant p WHERE p.public = :owner);
