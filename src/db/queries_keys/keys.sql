-- ERR_CONFLICT when the person has a key: it is never replaced by another.
-- name: person_key_create(person id, wrapped bytes, created time) -> none
INSERT INTO person_key (person, wrapped, created) VALUES (:person, :wrapped, :created);

-- name: person_key_get(person id) -> maybe bytes
SELECT wrapped FROM person_key WHERE person = :person;

-- The same key under a new master key.
-- name: person_key_rewrap(person id, wrapped bytes) -> count
UPDATE person_key SET wrapped = :wrapped WHERE person = :person;

-- In order, to rewrap all of them; ask on after the last.
-- name: person_key_page(after int, most int) -> many person_key_row(person id, wrapped bytes)
SELECT person, wrapped FROM person_key WHERE person > :after ORDER BY person LIMIT :most;

-- What it sealed can be read no more; db_purge afterwards.
-- name: person_key_destroy(person id) -> count
DELETE FROM person_key WHERE person = :person;
