-- How a person is called and sees the pages (src/app/person.c).

-- name: person_set(person id, name text, large_type int) -> none
UPDATE person SET name = :name, large_type = :large_type WHERE id = :person;

-- name: person_look(person id) -> maybe person_look_row(large_type int, photo public_id?)
SELECT large_type, photo FROM person WHERE id = :person;

-- name: person_set_photo(person id, photo public_id?) -> none
UPDATE person SET photo = :photo WHERE id = :person;

-- name: birth_date_put(person id, born bytes, changed time) -> none
INSERT INTO birth_date (person, born, changed) VALUES (:person, :born, :changed)
ON CONFLICT (person) DO UPDATE SET born = excluded.born, changed = excluded.changed;

-- name: birth_date_get(person id) -> maybe bytes
SELECT born FROM birth_date WHERE person = :person;

-- name: birth_date_remove(person id) -> count
DELETE FROM birth_date WHERE person = :person;
