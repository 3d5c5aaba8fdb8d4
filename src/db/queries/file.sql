-- Files (src/app/file.c).

-- name: file_add(person id, file public_id, type text, size int, made time) -> none
INSERT INTO file (person, file, type, size, made)
VALUES (:person, :file, :type, :size, :made);

-- name: file_chunk_add(person id, file public_id, place int, body bytes) -> none
INSERT INTO file_chunk (person, file, place, body) VALUES (:person, :file, :place, :body);

-- Bytes of all files of that person.
-- name: file_total(person id) -> one int
-- sqlite:
SELECT COALESCE(SUM(size), 0) AS n FROM file WHERE person = :person;
-- postgresql:
SELECT CAST(COALESCE(SUM(size), 0) AS bigint) AS n FROM file WHERE person = :person;

-- name: file_get(person id, file public_id) -> maybe file_row(type text, size int, made time)
SELECT type, size, made FROM file WHERE person = :person AND file = :file;

-- name: file_chunks(person id, file public_id) -> many file_chunk_row(place int,
--   body bytes)
SELECT place, body FROM file_chunk WHERE person = :person AND file = :file ORDER BY place;

-- name: file_delete(person id, file public_id) -> count
DELETE FROM file WHERE person = :person AND file = :file;

-- name: file_chunks_delete(person id, file public_id) -> count
DELETE FROM file_chunk WHERE person = :person AND file = :file;
