-- Codes that people show (src/app/contact.c).

-- name: contact_code_get(person id, purpose text) -> maybe contact_code_row(code bytes, made time)
SELECT code, made FROM contact_code WHERE person = :person AND purpose = :purpose;

-- name: contact_code_put(person id, purpose text, hash bytes, code bytes, made time) -> none
INSERT INTO contact_code (person, purpose, hash, code, made)
VALUES (:person, :purpose, :hash, :code, :made)
ON CONFLICT (person, purpose) DO UPDATE SET hash = excluded.hash, code = excluded.code,
	made = excluded.made;

-- name: contact_code_find(hash bytes) -> maybe contact_row(person id, public public_id, name text,
--   purpose text)
SELECT c.person, p.public, COALESCE(p.full_name, p.name) AS name, c.purpose
FROM contact_code c JOIN person p ON p.id = c.person WHERE c.hash = :hash;
