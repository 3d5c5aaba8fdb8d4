-- How a person is called and sees the pages (src/app/person.c).

-- name: person_set(person id, name text, large_type int) -> none
UPDATE person SET name = :name, large_type = :large_type WHERE id = :person;

-- name: person_large_type(person id) -> maybe int
SELECT large_type FROM person WHERE id = :person;
