-- name: letter_add(message text, sender text, recipient text, subject text, body text, html text,
--   lang text, written time) -> none
INSERT INTO letter (message, sender, recipient, subject, body, html, lang, written)
VALUES (:message, :sender, :recipient, :subject, :body, :html, :lang, :written)
ON CONFLICT (message) DO NOTHING;

-- Only the newest stay.
-- name: letter_trim(most int) -> count
DELETE FROM letter WHERE id NOT IN (SELECT id FROM letter ORDER BY id DESC LIMIT :most);

-- name: letter_newest(most int) -> many letter_head(message text, recipient text, subject text,
--   written time)
SELECT message, recipient, subject, written FROM letter ORDER BY id DESC LIMIT :most;

-- name: letter_get(message text) -> maybe letter_row(sender text, recipient text, subject text,
--   body text, html text, lang text, written time)
SELECT sender, recipient, subject, body, html, lang, written FROM letter WHERE message = :message;
