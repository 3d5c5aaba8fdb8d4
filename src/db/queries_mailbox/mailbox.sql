-- name: letter_add(message text, recipient text, subject text, body text, html text, lang text,
--   written time) -> none
INSERT INTO letter (message, recipient, subject, body, html, lang, written)
VALUES (:message, :recipient, :subject, :body, :html, :lang, :written)
ON CONFLICT (message) DO NOTHING;

-- Only the newest stay.
-- name: letter_trim(most int) -> count
DELETE FROM letter WHERE id NOT IN (SELECT id FROM letter ORDER BY id DESC LIMIT :most);

-- name: letter_newest(most int) -> many letter_head(id id, recipient text, subject text,
--   written time)
SELECT id, recipient, subject, written FROM letter ORDER BY id DESC LIMIT :most;

-- name: letter_to(recipient text, most int) -> many letter_head
SELECT id, recipient, subject, written FROM letter
WHERE recipient = :recipient ORDER BY id DESC LIMIT :most;

-- name: letter_get(id id) -> maybe letter_row(recipient text, subject text, body text, html text,
--   lang text, written time)
SELECT recipient, subject, body, html, lang, written FROM letter WHERE id = :id;
