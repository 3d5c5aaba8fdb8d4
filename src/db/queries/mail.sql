-- Mail on its way out (src/mail).

-- name: mail_add(code public_id, recipient bytes, body bytes, created time, expires time) -> one id
INSERT INTO mail (code, recipient, state, body, created, expires)
VALUES (:code, :recipient, 'waiting', :body, :created, :expires)
RETURNING id;

-- name: mail_get(id id) -> maybe mail_row(code public_id, state text, body bytes?, created time,
--   expires time)
SELECT code, state, body, created, expires FROM mail WHERE id = :id;

-- Ends its way: nothing of the text stays.
-- name: mail_end(id id, state text, now time) -> count
UPDATE mail SET state = :state, ended = :now, body = NULL WHERE id = :id AND state = 'waiting';

-- What nobody delivered in time and no job looks after any more: the program ended too often.
-- name: mail_lapse(before time, now time) -> count
UPDATE mail SET state = 'undelivered', ended = :now, body = NULL
WHERE state = 'waiting' AND expires < :before;

-- How the last mail to this address ended.
-- name: mail_last(recipient bytes) -> maybe mail_end_row(state text, ended time)
SELECT state, ended FROM mail WHERE recipient = :recipient AND ended IS NOT NULL
ORDER BY id DESC LIMIT 1;

-- name: mail_forget(before time) -> count
DELETE FROM mail WHERE ended < :before;
