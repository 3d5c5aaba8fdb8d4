-- What participants write about what they learn (src/app/learning*.c).

-- name: learning_project(project id) -> maybe learning_project_row(title text, type text)
SELECT title, type FROM project WHERE id = :project;

-- is_unseen: nobody else has seen it; is_later: the code that opens the page was made after it, and
-- nobody showed that it is theirs.
-- name: learning_get(participant id) -> maybe learning_row(revision int, submitted time?,
--   accepted time?, about bytes?, changed time, recipient bytes?, is_unseen bool, is_later bool)
SELECT l.revision, l.submitted, l.accepted, l.about, l.changed, l.recipient,
	l.submitted IS NULL AND l.changed > COALESCE(l.shown, 0) AS is_unseen,
	EXISTS (SELECT 1 FROM participant_code c WHERE c.participant = l.participant
		AND c.made > l.changed AND c.made > COALESCE(l.proven, 0)) AS is_later
FROM learning l WHERE l.participant = :participant;

-- Of the code with which it was written.
-- name: learning_code(participant id, changed time) -> maybe bytes
SELECT code FROM participant_code_past WHERE participant = :participant AND made <= :changed
ORDER BY made DESC LIMIT 1;

-- name: learning_set_proven(participant id, now time) -> none
UPDATE learning SET proven = :now WHERE participant = :participant;

-- Something changed.
-- name: learning_touch(participant id, now time) -> none
INSERT INTO learning (participant, revision, changed, recipient)
SELECT p.id, 1, :now, p.recipient FROM participant p WHERE p.id = :participant
ON CONFLICT (participant) DO UPDATE SET revision = learning.revision + 1,
	changed = excluded.changed, recipient = excluded.recipient;

-- name: learning_put_about(participant id, about bytes) -> none
UPDATE learning SET about = :about WHERE participant = :participant;

-- Only what was shown, and once.
-- name: learning_submit_as(participant id, revision int, now time) -> count
UPDATE learning SET submitted = :now, shown = :now, accepted = NULL
WHERE participant = :participant AND revision = :revision AND submitted IS NULL;

-- name: learning_unsubmit(participant id) -> count
UPDATE learning SET submitted = NULL, accepted = NULL
WHERE participant = :participant AND submitted IS NOT NULL;

-- name: learning_set_accepted(participant id, now time) -> count
UPDATE learning SET accepted = :now
WHERE participant = :participant AND submitted IS NOT NULL;

-- name: learning_texts(participant id) -> many learning_text_row(area text, moment text,
--   version int, changed time, counts bool, body bytes)
SELECT area, moment, version, changed, counts, body FROM learning_text
WHERE participant = :participant ORDER BY area, moment;

-- name: learning_text_get(participant id, area text, moment text) -> maybe learning_text_row
SELECT area, moment, version, changed, counts, body FROM learning_text
WHERE participant = :participant AND area = :area AND moment = :moment;

-- name: learning_text_put(participant id, area text, moment text, version int, changed time,
--   counts bool, body bytes) -> none
INSERT INTO learning_text (participant, area, moment, version, changed, counts, body)
VALUES (:participant, :area, :moment, :version, :changed, :counts, :body)
ON CONFLICT (participant, area, moment) DO UPDATE SET version = excluded.version,
	changed = excluded.changed, counts = excluded.counts, body = excluded.body;

-- name: learning_past_add(participant id, area text, moment text, version int, changed time,
--   body bytes) -> none
INSERT INTO learning_past (participant, area, moment, version, changed, body)
VALUES (:participant, :area, :moment, :version, :changed, :body);

-- How many who take part say something there.
-- name: learning_people_in(project id, areas text[]) -> one int
SELECT COUNT(DISTINCT t.participant) AS n FROM learning_text t
JOIN participant p ON p.id = t.participant
WHERE p.project = :project AND p.removed IS NULL AND t.counts AND t.area IN (:areas);

-- The newest first; none from before the code was made that opens the page.
-- name: learning_past_rows(participant id, area text, moment text) -> many learning_text_row
SELECT area, moment, version, changed, true AS counts, body FROM learning_past
WHERE participant = :participant AND area = :area AND moment = :moment
	AND NOT EXISTS (SELECT 1 FROM participant_code c
		WHERE c.participant = learning_past.participant AND c.made > learning_past.changed
		AND c.made > COALESCE((SELECT l.proven FROM learning l
			WHERE l.participant = learning_past.participant), 0))
ORDER BY version DESC;

-- Only the newest stay.
-- name: learning_past_trim(participant id, area text, moment text, most int) -> count
DELETE FROM learning_past WHERE participant = :participant AND area = :area AND moment = :moment
	AND version NOT IN (SELECT version FROM learning_past
		WHERE participant = :participant AND area = :area AND moment = :moment
		ORDER BY version DESC LIMIT :most);

-- The oldest first. name: of whoever suggests; NULL is the participant, empty is gone.
-- name: learning_comments(participant id) -> many learning_comment_row(area text, moment text,
--   made time, public public_id, author id?, name text?, body bytes)
SELECT c.area, c.moment, c.made, c.public, c.author, COALESCE(p.full_name, p.name) AS name, c.body
FROM learning_comment c LEFT JOIN person p ON p.id = c.author
WHERE c.participant = :participant ORDER BY c.made, c.public;

-- name: learning_comment_count(participant id) -> one int
SELECT COUNT(*) AS n FROM learning_comment WHERE participant = :participant;

-- name: learning_comment_add(participant id, area text, moment text, made time, public public_id,
--   author id?, body bytes) -> none
INSERT INTO learning_comment (participant, area, moment, made, public, author, body)
VALUES (:participant, :area, :moment, :made, :public, :author, :body);

-- name: erase_learning(public public_id) -> count
DELETE FROM learning WHERE participant IN (SELECT id FROM participant WHERE public = :public);

-- name: erase_learning_text(public public_id) -> count
DELETE FROM learning_text
WHERE participant IN (SELECT id FROM participant WHERE public = :public);

-- name: erase_learning_past(public public_id) -> count
DELETE FROM learning_past
WHERE participant IN (SELECT id FROM participant WHERE public = :public);

-- name: erase_learning_comment(public public_id) -> count
DELETE FROM learning_comment
WHERE participant IN (SELECT id FROM participant WHERE public = :public);

-- What nobody else has seen goes with whose account has it.
-- name: erase_unseen_past(person id) -> count
DELETE FROM learning_past
WHERE participant IN (SELECT id FROM participant WHERE person = :person);

-- name: erase_unseen_comment(person id) -> count
DELETE FROM learning_comment WHERE participant IN (SELECT p.id FROM participant p
	JOIN learning l ON l.participant = p.id WHERE p.person = :person AND l.submitted IS NULL);

-- name: erase_unseen_text(person id) -> count
DELETE FROM learning_text WHERE participant IN (SELECT p.id FROM participant p
	JOIN learning l ON l.participant = p.id WHERE p.person = :person AND l.submitted IS NULL);

-- name: erase_unseen(person id) -> count
DELETE FROM learning WHERE submitted IS NULL
	AND participant IN (SELECT id FROM participant WHERE person = :person);
