-- name: passport_get(person id) -> maybe passport_row(at_school bool, destination text, changed time)
SELECT at_school, destination, changed FROM passport WHERE person = :person;

-- name: passport_put(person id, at_school bool, destination text, changed time) -> none
INSERT INTO passport (person, at_school, destination, changed)
VALUES (:person, :at_school, :destination, :changed)
ON CONFLICT (person) DO UPDATE SET at_school = excluded.at_school,
	destination = excluded.destination, changed = excluded.changed;

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

-- name: answer_past_list(person id, question text)
--     -> many answer_past_row(version int, changed time, body bytes)
SELECT version, changed, body FROM answer_past
WHERE person = :person AND question = :question ORDER BY version DESC;
