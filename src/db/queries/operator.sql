-- What the operator's commands do with accounts (src/app/operator.c).

-- name: operator_account_get(public public_id) -> maybe operator_account_row(id id, name text,
--   language text, made time, addresses int, passwords int, factors int, sessions int)
SELECT p.id, p.name, p.language, p.made,
	(SELECT COUNT(*) FROM address a WHERE a.person = p.id) AS addresses,
	(SELECT COUNT(*) FROM password w WHERE w.person = p.id) AS passwords,
	(SELECT COUNT(*) FROM factor f WHERE f.person = p.id) AS factors,
	(SELECT COUNT(*) FROM session s WHERE s.person = p.id) AS sessions
FROM person p WHERE p.public = :public;

-- name: operator_request_put(code bytes, person id, asked_by text, ends time) -> none
INSERT INTO operator_request (code, person, asked_by, ends)
VALUES (:code, :person, :asked_by, :ends);

-- name: operator_request_get(code bytes, now time) -> maybe operator_request_row(person id,
--   public public_id, asked_by text)
SELECT r.person, p.public, r.asked_by FROM operator_request r JOIN person p ON p.id = r.person
WHERE r.code = :code AND r.ends > :now;

-- name: erase_operator_request(person id) -> count
DELETE FROM operator_request WHERE person = :person;

-- name: operator_request_due(before time) -> one int
SELECT COUNT(*) AS n FROM operator_request WHERE ends < :before;

-- name: operator_request_clear(before time) -> count
DELETE FROM operator_request WHERE ends < :before;
