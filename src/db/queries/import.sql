-- Copies that people bring along (src/app/import*.c).

-- name: import_put(person id, sent time, size int, looks int) -> none
INSERT INTO import (person, sent, size, looks, done, total, came, left_out)
VALUES (:person, :sent, :size, :looks, 0, 0, 0, 0)
ON CONFLICT (person) DO UPDATE SET sent = excluded.sent, size = excluded.size,
	looks = excluded.looks, parts = NULL, done = 0, total = 0, ended = NULL, came = 0,
	left_out = 0;

-- name: import_chunk_add(person id, place int, body bytes) -> none
INSERT INTO import_chunk (person, place, body) VALUES (:person, :place, :body);

-- name: import_chunks(person id, first int, most int) -> many import_chunk_row(place int,
--   body bytes)
SELECT place, body FROM import_chunk WHERE person = :person AND place >= :first
ORDER BY place LIMIT :most;

-- name: import_get(person id) -> maybe import_row(sent time, size int, looks int, parts text?,
--   done int, total int, ended time?, came int, left_out int)
SELECT sent, size, looks, parts, done, total, ended, came, left_out
FROM import WHERE person = :person;

-- Is there a job that brings it in; one that gave up does not.
-- name: import_running(person id, kind text) -> one int
SELECT COUNT(*) AS n FROM job WHERE kind = :kind AND subject = :person AND gave_up IS NULL;

-- name: import_set_parts(person id, parts text) -> count
UPDATE import SET parts = :parts, done = 0, total = 0
WHERE person = :person AND ended IS NULL;

-- What was chosen cannot come in: it waits for another choice.
-- name: import_clear_parts(person id) -> count
UPDATE import SET parts = NULL WHERE person = :person AND ended IS NULL;

-- name: import_step(person id, sent time, done int, total int) -> count
UPDATE import SET done = :done, total = :total
WHERE person = :person AND sent = :sent AND ended IS NULL;

-- name: import_end(person id, now time, came int, left_out int) -> count
UPDATE import SET ended = :now, done = total, came = :came, left_out = :left_out
WHERE person = :person AND ended IS NULL;

-- Answers now and before, and dated versions, in a passport.
-- name: import_written(person id) -> one int
SELECT (SELECT COUNT(*) FROM answer WHERE person = :person)
	+ (SELECT COUNT(*) FROM answer_past WHERE person = :person)
	+ (SELECT COUNT(*) FROM passport_version WHERE person = :person) AS n;

-- name: version_import(person id, public public_id, made time, content int, body bytes,
--   imported time) -> none
INSERT INTO passport_version (person, public, made, content, body, imported)
VALUES (:person, :public, :made, :content, :body, :imported);

-- name: import_letters(person id, large int) -> none
UPDATE person SET large_type = :large WHERE id = :person;

-- name: brought_in_add(person id, at time, made time, parts text) -> none
INSERT INTO brought_in (person, at, made, parts) VALUES (:person, :at, :made, :parts);

-- name: erase_import(person id) -> count
DELETE FROM import WHERE person = :person;

-- name: erase_import_chunk(person id) -> count
DELETE FROM import_chunk WHERE person = :person;

-- name: erase_brought_in(person id) -> count
DELETE FROM brought_in WHERE person = :person;

-- name: import_due(before time) -> one int
SELECT COUNT(*) AS n FROM import WHERE sent < :before;

-- name: import_chunk_clear(before time) -> count
DELETE FROM import_chunk WHERE person IN (SELECT person FROM import WHERE sent < :before);

-- name: import_clear(before time) -> count
DELETE FROM import WHERE sent < :before;
