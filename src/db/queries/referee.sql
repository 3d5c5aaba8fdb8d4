-- Who confirms what participants learned (src/app/referee.c).

-- name: referee_add(public public_id, participant id, code bytes, asked time, ends time,
--   confirmed bool, on_certificate bool, body bytes) -> none
INSERT INTO learning_referee (public, participant, code, asked, ends, confirmed, on_certificate,
	body)
VALUES (:public, :participant, :code, :asked, :ends, :confirmed, :on_certificate, :body);

-- The oldest first; who was removed too. is_before: the code that opens the page was made later.
-- name: referee_rows(participant id) -> many referee_row(id id, public public_id, asked time,
--   ends time, looked time?, answered time?, confirmed bool, on_certificate bool, removed time?,
--   body bytes, words bytes?, is_before bool)
SELECT r.id, r.public, r.asked, r.ends, r.looked, r.answered, r.confirmed, r.on_certificate,
	r.removed, r.body, r.words, EXISTS (SELECT 1 FROM participant_code c
		WHERE c.participant = r.participant AND c.made > r.asked) AS is_before
FROM learning_referee r WHERE r.participant = :participant ORDER BY r.asked, r.id;

-- name: referee_get(participant id, public public_id) -> maybe referee_found_row(id id,
--   removed time?)
SELECT id, removed FROM learning_referee WHERE participant = :participant AND public = :public;

-- name: referee_set_removed(referee id, removed time?) -> none
UPDATE learning_referee SET removed = :removed WHERE id = :referee;

-- name: referee_set_shown(referee id, on_certificate bool) -> none
UPDATE learning_referee SET on_certificate = :on_certificate WHERE id = :referee;

-- Who was removed, of one participant.
-- name: referee_drop(participant id) -> count
DELETE FROM learning_referee WHERE participant = :participant AND removed IS NOT NULL;

-- Who was removed before, of everybody.
-- name: referee_clear(before time) -> count
DELETE FROM learning_referee WHERE removed < :before;

-- Whose code it is, while it waits for an answer.
-- name: referee_by_code(code bytes, now time) -> maybe referee_asked_row(referee id,
--   public public_id, participant public_id, body bytes, ends time, looked time?,
--   given_name text, family_name text, title text, type text, organisation text)
SELECT r.id AS referee, r.public, p.public AS participant, r.body, r.ends, r.looked,
	p.given_name, p.family_name, j.title, j.type, o.name AS organisation
FROM learning_referee r JOIN participant p ON p.id = r.participant
	JOIN project j ON j.id = p.project JOIN organisation o ON o.id = j.organisation
WHERE r.code = :code AND r.ends > :now AND r.removed IS NULL AND r.answered IS NULL
	AND p.removed IS NULL;

-- name: referee_set_looked(referee id, now time) -> none
UPDATE learning_referee SET looked = :now WHERE id = :referee AND looked IS NULL;

-- Once.
-- name: referee_set_answer(referee id, now time, confirmed bool, words bytes?) -> count
UPDATE learning_referee SET answered = :now, confirmed = :confirmed, words = :words
WHERE id = :referee AND answered IS NULL AND removed IS NULL;

-- The names that the mail says.
-- name: referee_of(participant id) -> maybe referee_of_row(given_name text, family_name text,
--   organisation text)
SELECT p.given_name, p.family_name, o.name AS organisation FROM participant p
	JOIN project j ON j.id = p.project JOIN organisation o ON o.id = j.organisation
WHERE p.id = :participant;

-- name: erase_referee(public public_id) -> count
DELETE FROM learning_referee
WHERE participant IN (SELECT id FROM participant WHERE public = :public);

-- With whose account has the page: their addresses are no organisation's.
-- name: erase_own_referee(person id) -> count
DELETE FROM learning_referee
WHERE participant IN (SELECT id FROM participant WHERE person = :person);
