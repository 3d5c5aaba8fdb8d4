-- What shows what participants learned (src/app/evidence.c).

-- name: evidence_add_row(public public_id, participant id, area text, made time, size int,
--   on_certificate bool, body bytes) -> one id
INSERT INTO learning_evidence (public, participant, area, made, size, on_certificate, body)
VALUES (:public, :participant, :area, :made, :size, :on_certificate, :body) RETURNING id;

-- name: evidence_chunk_add(evidence id, place int, body bytes) -> none
INSERT INTO learning_evidence_chunk (evidence, place, body) VALUES (:evidence, :place, :body);

-- The oldest first; what was removed too.
-- name: evidence_rows(participant id) -> many evidence_row(id id, public public_id, area text,
--   made time, size int, on_certificate bool, removed time?, body bytes)
SELECT id, public, area, made, size, on_certificate, removed, body FROM learning_evidence
WHERE participant = :participant ORDER BY made, id;

-- name: evidence_get(participant id, public public_id) -> maybe evidence_row
SELECT id, public, area, made, size, on_certificate, removed, body FROM learning_evidence
WHERE participant = :participant AND public = :public;

-- name: evidence_chunks(evidence id) -> many evidence_chunk_row(body bytes)
SELECT body FROM learning_evidence_chunk WHERE evidence = :evidence ORDER BY place;

-- name: evidence_set_removed(evidence id, removed time?) -> none
UPDATE learning_evidence SET removed = :removed WHERE id = :evidence;

-- name: evidence_set_shown(evidence id, on_certificate bool) -> none
UPDATE learning_evidence SET on_certificate = :on_certificate WHERE id = :evidence;

-- What was removed, of one participant.
-- name: evidence_drop_chunks(participant id) -> count
DELETE FROM learning_evidence_chunk WHERE evidence IN (SELECT id FROM learning_evidence
	WHERE participant = :participant AND removed IS NOT NULL);

-- name: evidence_drop(participant id) -> count
DELETE FROM learning_evidence WHERE participant = :participant AND removed IS NOT NULL;

-- What was removed before, of everybody.
-- name: evidence_clear_chunks(before time) -> count
DELETE FROM learning_evidence_chunk WHERE evidence IN
	(SELECT id FROM learning_evidence WHERE removed < :before);

-- name: evidence_clear(before time) -> count
DELETE FROM learning_evidence WHERE removed < :before;

-- name: erase_evidence_chunk(public public_id) -> count
DELETE FROM learning_evidence_chunk WHERE evidence IN (SELECT e.id FROM learning_evidence e
	JOIN participant p ON p.id = e.participant WHERE p.public = :public);

-- name: erase_evidence(public public_id) -> count
DELETE FROM learning_evidence
WHERE participant IN (SELECT id FROM participant WHERE public = :public);

-- What nobody else has seen goes with whose account has it.
-- name: erase_unseen_evidence_chunk(person id) -> count
DELETE FROM learning_evidence_chunk WHERE evidence IN (SELECT e.id FROM learning_evidence e
	JOIN participant p ON p.id = e.participant JOIN learning l ON l.participant = p.id
	WHERE p.person = :person AND (l.submitted IS NULL OR e.removed IS NOT NULL));

-- name: erase_unseen_evidence(person id) -> count
DELETE FROM learning_evidence WHERE id IN (SELECT e.id FROM learning_evidence e
	JOIN participant p ON p.id = e.participant JOIN learning l ON l.participant = p.id
	WHERE p.person = :person AND (l.submitted IS NULL OR e.removed IS NOT NULL));
