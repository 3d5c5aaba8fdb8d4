-- Erasing a person (src/app/erase.c): one statement for each table that holds something of theirs.

-- name: person_by_public(public public_id) -> maybe id
SELECT id FROM person WHERE public = :public;

-- What others keep about the same thing still refers to the row.
-- name: person_strip(person id) -> count
UPDATE person SET name = '', full_name = NULL, large_type = 0, photo = NULL, asks_no_parent = 0
WHERE id = :person;

-- name: erase_invitation(person id) -> count
DELETE FROM invitation WHERE mail_key IN (SELECT mail_key FROM address WHERE person = :person);

-- name: erase_address(person id) -> count
DELETE FROM address WHERE person = :person;

-- name: erase_password(person id) -> count
DELETE FROM password WHERE person = :person;

-- name: erase_session(person id) -> count
DELETE FROM session WHERE person = :person;

-- name: erase_passport_version(person id) -> count
DELETE FROM passport_version WHERE person = :person;

-- name: erase_pick(person id) -> count
DELETE FROM pick WHERE person = :person;

-- name: erase_answer(person id) -> count
DELETE FROM answer WHERE person = :person;

-- name: erase_answer_past(person id) -> count
DELETE FROM answer_past WHERE person = :person;

-- name: erase_membership(person id) -> count
DELETE FROM membership WHERE person = :person;

-- name: erase_file(person id) -> count
DELETE FROM file WHERE person = :person;

-- name: erase_file_chunk(person id) -> count
DELETE FROM file_chunk WHERE person = :person;

-- name: erase_last_use(person id) -> count
DELETE FROM last_use WHERE person = :person;

-- name: erase_leaving(person id) -> count
DELETE FROM leaving WHERE person = :person;

-- name: erased_put(public public_id, at time) -> none
INSERT INTO erased (public, at) VALUES (:public, :at) ON CONFLICT (public) DO NOTHING;

-- In order: from the first on, then after the last.
-- name: erased_first(most int) -> many public_id
SELECT public FROM erased ORDER BY public LIMIT :most;

-- name: erased_after(last public_id, most int) -> many public_id
SELECT public FROM erased WHERE public > :last ORDER BY public LIMIT :most;

-- name: erased_among(publics public_id[]) -> many public_id
SELECT public FROM erased WHERE public IN (:publics) ORDER BY public;

-- name: erase_reading(person id) -> count
DELETE FROM passport_reading WHERE owner = :person;

-- name: erase_grant_scope(person id) -> count
DELETE FROM grant_scope WHERE grant_id IN (SELECT id FROM passport_grant WHERE owner = :person);

-- name: erase_share_answer(person id) -> count
DELETE FROM share_answer WHERE grant_id IN (SELECT id FROM passport_grant WHERE owner = :person);

-- name: erase_share_handled(person id) -> count
DELETE FROM share_handled WHERE grant_id IN (SELECT id FROM passport_grant WHERE owner = :person);

-- name: erase_share_scope(person id) -> count
DELETE FROM share_scope WHERE share IN (SELECT id FROM share WHERE owner = :person);

-- name: erase_share_row(person id) -> count
DELETE FROM share WHERE owner = :person;

-- name: erase_grant(person id) -> count
DELETE FROM passport_grant WHERE owner = :person;

-- What others let the person see has ended; the rows are theirs.
-- name: erase_holding(person id) -> count
UPDATE passport_grant SET ended_by = 'holder', ended =
	(SELECT e.at FROM erased e JOIN person p ON p.public = e.public WHERE p.id = :person)
WHERE holder = :person AND ended IS NULL;

-- name: erase_contact_code(person id) -> count
DELETE FROM contact_code WHERE person = :person;

-- name: erase_comment(person id) -> count
DELETE FROM comment WHERE owner = :person;

-- name: erase_talk_point(person id) -> count
DELETE FROM talk_point WHERE owner = :person;
