-- replaced: it was another before, and can go back.
-- name: pick_list(person id) -> many pick_row(choice text, option bytes, changed time,
--     replaced bool)
SELECT choice, option, changed, former IS NOT NULL AS replaced
FROM pick WHERE person = :person ORDER BY choice;

-- name: pick_put(person id, choice text, option bytes, changed time) -> none
INSERT INTO pick (person, choice, option, changed) VALUES (:person, :choice, :option, :changed)
ON CONFLICT (person, choice) DO UPDATE SET option = excluded.option, changed = excluded.changed;

-- What changed last, and can go back.
-- name: pick_changed(person id) -> maybe pick_change(changed time)
SELECT changed FROM pick WHERE person = :person AND former IS NOT NULL
ORDER BY changed DESC LIMIT 1;

-- name: pick_replace(person id, choice text, option bytes, former bytes?, changed time) -> none
INSERT INTO pick (person, choice, option, changed, former)
VALUES (:person, :choice, :option, :changed, :former)
ON CONFLICT (person, choice) DO UPDATE SET option = excluded.option, changed = excluded.changed,
	former = excluded.former;

-- All that changed at that time is what it was before.
-- name: pick_revert(person id, changed time, now time) -> count
UPDATE pick SET option = former, former = NULL, changed = :now
WHERE person = :person AND changed = :changed AND former IS NOT NULL;

-- Every answer of a person without its text: for progress.
-- name: answer_marks(person id) -> many answer_mark(question text, answered bool)
SELECT question, answered FROM answer WHERE person = :person ORDER BY question;

-- name: answer_list(person id) -> many answer_row(question text, answered bool, version int,
--     changed time, body bytes)
SELECT question, answered, version, changed, body
FROM answer WHERE person = :person ORDER BY question;

-- name: answer_get(person id, question text) -> maybe answer_row
SELECT question, answered, version, changed, body
FROM answer WHERE person = :person AND question = :question;

-- name: answer_put(person id, question text, answered bool, version int, changed time, body bytes)
--     -> none
INSERT INTO answer (person, question, answered, version, changed, body)
VALUES (:person, :question, :answered, :version, :changed, :body)
ON CONFLICT (person, question) DO UPDATE SET answered = excluded.answered,
	version = excluded.version, changed = excluded.changed, body = excluded.body;

-- First picks and answers of people who have been made.
-- name: pick_add_all(people public_id[], choices text[], options bytes[], changed time) -> none
INSERT INTO pick (person, choice, option, changed)
SELECT p.id, l.choices, l.options, :changed
FROM LISTS(:people, :choices, :options) AS l JOIN person p ON p.public = l.people;

-- name: answer_add_all(people public_id[], questions text[], bodies bytes[], changed time) -> none
INSERT INTO answer (person, question, answered, version, changed, body)
SELECT p.id, l.questions, TRUE, 1, :changed, l.bodies
FROM LISTS(:people, :questions, :bodies) AS l JOIN person p ON p.public = l.people;

-- Replaces the version that the writer saw, unless that one should be kept: it stood there before
-- `since`, or has more bytes than `most`.
-- name: answer_go_on(person id, question text, seen int, since time, most int, answered bool,
--   changed time, body bytes) -> maybe answer_version_row(version int)
UPDATE answer SET answered = :answered, version = version + 1, changed = :changed, body = :body
WHERE person = :person AND question = :question AND version = :seen AND changed >= :since
	AND length(body) <= :most
RETURNING version;

-- name: answer_past_add(person id, question text, version int, changed time, body bytes) -> none
INSERT INTO answer_past (person, question, version, changed, body)
VALUES (:person, :question, :version, :changed, :body);

-- name: answer_past_get(person id, question text, version int) -> maybe answer_row
SELECT question, true AS answered, version, changed, body
FROM answer_past WHERE person = :person AND question = :question AND version = :version;

-- name: answer_past_list(person id, question text) -> many answer_row
SELECT question, true AS answered, version, changed, body
FROM answer_past WHERE person = :person AND question = :question ORDER BY version DESC;

-- name: answer_past_newest(person id, question text) -> maybe past_mark(version int)
SELECT version FROM answer_past WHERE person = :person AND question = :question
ORDER BY version DESC LIMIT 1;

-- Only the newest stay.
-- name: answer_past_trim(person id, question text, most int) -> count
DELETE FROM answer_past WHERE person = :person AND question = :question AND version NOT IN
	(SELECT version FROM answer_past WHERE person = :person AND question = :question
	ORDER BY version DESC LIMIT :most);

-- name: version_add(person id, public public_id, made time, content int, body bytes) -> none
INSERT INTO passport_version (person, public, made, content, body)
VALUES (:person, :public, :made, :content, :body);

-- Newest first, without what they hold.
-- name: version_list(person id) -> many version_mark(public public_id, made time, content int,
--   imported time?)
SELECT public, made, content, imported
FROM passport_version WHERE person = :person ORDER BY made DESC, public;

-- name: version_get(person id, public public_id) -> maybe version_row(public public_id,
--     made time, content int, body bytes)
SELECT public, made, content, body
FROM passport_version WHERE person = :person AND public = :public;

-- name: version_count(person id) -> one int
SELECT count(*) FROM passport_version WHERE person = :person;

-- name: version_delete(person id, public public_id) -> count
DELETE FROM passport_version WHERE person = :person AND public = :public;
