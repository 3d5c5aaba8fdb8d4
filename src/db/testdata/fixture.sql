-- name: person_add(code public_id, name text, born day?, seen time?, photo bytes?, awake bool,
--   mother id?, title langmap?) -> one id
INSERT INTO person (code, name, born, seen, photo, awake, mother, title)
VALUES (:code, :name, :born, :seen, :photo, :awake, :mother, :title)
RETURNING id;

-- name: person_get(id id) -> maybe person_row(id id, code public_id, name text, born day?,
--   seen time?, photo bytes?, awake bool, mother id?, title langmap?)
SELECT id, code, name, born, seen, photo, awake, mother, title FROM person WHERE id = :id;

-- name: person_by_code(code public_id) -> one person_row
SELECT id, code, name, born, seen, photo, awake, mother, title FROM person WHERE code = :code;

-- name: person_by_mother(mother id?) -> one person_row
SELECT id, code, name, born, seen, photo, awake, mother, title FROM person
WHERE mother IS NOT DISTINCT FROM :mother;

-- name: person_name(id id) -> one text
SELECT name FROM person WHERE id = :id;

-- name: person_born(id id) -> one day?
SELECT born FROM person WHERE id = :id;

-- name: person_seen(id id) -> maybe time
SELECT seen FROM person WHERE id = :id AND seen IS NOT NULL;

-- name: person_find(name text) -> maybe id
SELECT id FROM person WHERE name = :name;

-- name: person_find_all(names text[]) -> many id
SELECT id FROM person WHERE name IN (:names) ORDER BY id;

-- name: person_find_others(ids id[], codes public_id[]) -> many text
SELECT name FROM person WHERE id NOT IN (:ids) AND code NOT IN (:codes) ORDER BY id;

-- name: person_count() -> one int
SELECT count(*) FROM person;

-- name: person_title_of_row_without_name(id id) -> one lie_row(name bytes)
SELECT title AS name FROM person WHERE id = :id;

-- name: person_delete(id id) -> count
DELETE FROM person WHERE id = :id;

-- name: answer_put(person id, question text, body bytes, changed time) -> none
INSERT INTO answer (person, question, body, changed, length)
VALUES (:person, :question, :body, :changed, length(:body))
ON CONFLICT (person, question)
DO UPDATE SET body = excluded.body, changed = excluded.changed, length = excluded.length;

-- name: answer_add(person id, question text, body bytes, changed time) -> none
INSERT INTO answer (person, question, body, changed) VALUES (:person, :question, :body, :changed);

-- name: answer_list(person id) -> many answer_row(question text, body bytes, changed time)
SELECT question, body, changed FROM answer WHERE person = :person ORDER BY question;

-- name: answer_count() -> one int
SELECT count(*) FROM answer;

-- Two bodies under one signature.
-- name: answer_touch(person id, changed time) -> count
-- sqlite:
UPDATE answer SET changed = max(changed, :changed) WHERE person = :person;
-- postgresql:
UPDATE answer SET changed = greatest(changed, :changed::bigint) WHERE person = :person;

-- name: note_get(number int) -> one text
SELECT body FROM note WHERE number = :number;

-- name: note_put(number int, body text) -> none
INSERT INTO note (number, body) VALUES (:number, :body);

-- name: note_count() -> one int
SELECT count(*) FROM note;

-- name: answer_there(person id, question text) -> one int
SELECT count(*) FROM answer WHERE person = :person AND question = :question;

-- name: note_remove(number int) -> count
DELETE FROM note WHERE number = :number;

-- name: answer_remove_after(question text) -> count
DELETE FROM answer WHERE question > :question;

-- Described wrongly: the body comes as something else.
-- name: answer_list_wrong(person id) -> many answer_row
SELECT question, question AS body, changed FROM answer WHERE person = :person ORDER BY question;
