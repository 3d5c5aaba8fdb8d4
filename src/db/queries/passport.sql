-- name: pick_list(person id) -> many pick_row(choice text, option bytes)
SELECT choice, option FROM pick WHERE person = :person ORDER BY choice;

-- name: pick_put(person id, choice text, option bytes, changed time) -> none
INSERT INTO pick (person, choice, option, changed) VALUES (:person, :choice, :option, :changed)
ON CONFLICT (person, choice) DO UPDATE SET option = excluded.option, changed = excluded.changed;

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

-- name: answer_past_add(person id, question text, version int, changed time, body bytes) -> none
INSERT INTO answer_past (person, question, version, changed, body)
VALUES (:person, :question, :version, :changed, :body);

-- name: answer_past_get(person id, question text, version int) -> maybe answer_row
SELECT question, true AS answered, version, changed, body
FROM answer_past WHERE person = :person AND question = :question AND version = :version;

-- Only the newest stay.
-- name: answer_past_trim(person id, question text, most int) -> count
DELETE FROM answer_past WHERE person = :person AND question = :question AND version NOT IN
	(SELECT version FROM answer_past WHERE person = :person AND question = :question
	ORDER BY version DESC LIMIT :most);
