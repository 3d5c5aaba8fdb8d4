-- name: letter_put(code public_id, sender text, recipient text, subject text, body text, written time)
--     -> none
INSERT INTO letter (code, sender, recipient, subject, body, written)
VALUES (:code, :sender, :recipient, :subject, :body, :written)
ON CONFLICT (code) DO NOTHING;

-- name: letter_list(most int) -> many letter_line(code public_id, recipient text, subject text,
--     written time)
SELECT code, recipient, subject, written FROM letter ORDER BY id DESC LIMIT :most;

-- name: letter_get(code public_id) -> maybe letter_row(sender text, recipient text, subject text,
--     body text, written time)
SELECT sender, recipient, subject, body, written FROM letter WHERE code = :code;
