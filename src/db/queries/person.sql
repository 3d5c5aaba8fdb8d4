-- How a person is called and sees the pages (src/app/person.c).

-- name: person_set(person id, name text, full_name text?, large_type int) -> none
UPDATE person SET name = :name, full_name = :full_name, large_type = :large_type
WHERE id = :person;

-- What a password of theirs may not be made of: their names, their addresses, and the names of the
-- organisations that they belong to.
-- name: person_words(person id, now time) -> many text
SELECT name AS word FROM person WHERE id = :person
UNION ALL SELECT full_name AS word FROM person WHERE id = :person AND full_name IS NOT NULL
UNION ALL SELECT mail AS word FROM address WHERE person = :person
UNION ALL SELECT sign_in AS word FROM card WHERE person = :person
UNION ALL SELECT o.name AS word FROM membership m JOIN organisation o ON o.id = m.organisation
	WHERE m.person = :person AND m.starts <= :now AND m.ended IS NULL
		AND (m.ends IS NULL OR m.ends > :now)
ORDER BY word;

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
