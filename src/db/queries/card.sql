-- Cards (src/app/card.c, src/app/card_desk.c).

-- name: card_add(person id, organisation id, sign_in text, code bytes, code_ends time, made time)
--   -> none
INSERT INTO card (person, organisation, sign_in, code, code_ends, made)
VALUES (:person, :organisation, :sign_in, :code, :code_ends, :made);

-- With a PIN already, and so without a code.
-- name: card_add_used(person id, organisation id, sign_in text, pin text, made time) -> none
INSERT INTO card (person, organisation, sign_in, code_ends, pin, made)
VALUES (:person, :organisation, :sign_in, :made, :pin, :made);

-- name: card_by_code(code bytes, now time) -> maybe card_row(person id, public public_id,
--   name text, whole_name text, language text, organisation id, sign_in text, pin text?,
--   anew time?)
SELECT c.person, p.public, p.name, COALESCE(p.full_name, p.name) AS whole_name, p.language,
	c.organisation, c.sign_in, c.pin, c.anew
FROM card c JOIN person p ON p.id = c.person
WHERE c.code = :code AND c.code_ends > :now;

-- name: card_by_name(sign_in text) -> maybe card_row
SELECT c.person, p.public, p.name, COALESCE(p.full_name, p.name) AS whole_name, p.language,
	c.organisation, c.sign_in, c.pin, c.anew
FROM card c JOIN person p ON p.id = c.person
WHERE c.sign_in = :sign_in;

-- name: card_get(person id) -> maybe card_row
SELECT c.person, p.public, p.name, COALESCE(p.full_name, p.name) AS whole_name, p.language,
	c.organisation, c.sign_in, c.pin, c.anew
FROM card c JOIN person p ON p.id = c.person
WHERE c.person = :person;

-- Only while the person learns there.
-- name: card_in(public public_id, organisation id, now time) -> maybe card_row
SELECT c.person, p.public, p.name, COALESCE(p.full_name, p.name) AS whole_name, p.language,
	c.organisation, c.sign_in, c.pin, c.anew
FROM card c JOIN person p ON p.id = c.person
WHERE p.public = :public AND c.organisation = :organisation
	AND EXISTS (SELECT 1 FROM membership m WHERE m.person = c.person
		AND m.organisation = c.organisation AND m.role = 'learner' AND m.starts <= :now
		AND m.ended IS NULL AND (m.ends IS NULL OR m.ends > :now));

-- Of those who learn there now.
-- name: cards_of(organisation id, now time, most int) -> many card_line_row(public public_id,
--   name text, sign_in text, pin text?, made time, anew time?)
SELECT p.public, COALESCE(p.full_name, p.name) AS name, c.sign_in, c.pin, c.made, c.anew
FROM card c JOIN person p ON p.id = c.person
WHERE c.organisation = :organisation
	AND EXISTS (SELECT 1 FROM membership m WHERE m.person = c.person
		AND m.organisation = c.organisation AND m.role = 'learner' AND m.starts <= :now
		AND m.ended IS NULL AND (m.ends IS NULL OR m.ends > :now))
ORDER BY name, p.id LIMIT :most;

-- name: card_renew(person id, code bytes, code_ends time, made time, replaced time?) -> none
UPDATE card SET code = :code, code_ends = :code_ends, made = :made, replaced = :replaced,
	anew = NULL
WHERE person = :person;

-- The code is used with this.
-- name: card_set_pin(person id, pin text) -> none
UPDATE card SET pin = :pin, code = NULL, replaced = NULL WHERE person = :person;

-- The code is used to begin anew; the PIN stays.
-- name: card_set_anew(person id, anew time) -> none
UPDATE card SET code = NULL, anew = :anew WHERE person = :person;

-- The PIN was found again.
-- name: card_set_back(person id) -> none
UPDATE card SET anew = NULL WHERE person = :person;

-- name: card_told(person id) -> none
UPDATE card SET replaced = NULL WHERE person = :person;

-- name: erase_card(person id) -> count
DELETE FROM card WHERE person = :person;
