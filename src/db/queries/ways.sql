-- Codes that were mailed, what follows a first proof, browsers that are known, second factors.

-- Replaces what the same browser asked for before.
-- name: mailed_code_put(browser bytes, purpose text, mail_key text, mail text, code bytes,
--     ends time) -> none
INSERT INTO mailed_code (browser, purpose, mail_key, mail, code, ends, tries)
VALUES (:browser, :purpose, :mail_key, :mail, :code, :ends, 0)
ON CONFLICT (browser, purpose) DO UPDATE SET mail_key = excluded.mail_key, mail = excluded.mail,
	code = excluded.code, ends = excluded.ends, tries = 0;

-- name: mailed_code_get(browser bytes, purpose text) -> maybe mailed_code_row(mail_key text,
--     mail text, code bytes, ends time, tries int)
SELECT mail_key, mail, code, ends, tries FROM mailed_code
WHERE browser = :browser AND purpose = :purpose;

-- name: mailed_code_tried(browser bytes, purpose text) -> none
UPDATE mailed_code SET tries = tries + 1 WHERE browser = :browser AND purpose = :purpose;

-- name: mailed_code_end(browser bytes, purpose text) -> count
DELETE FROM mailed_code WHERE browser = :browser AND purpose = :purpose;

-- name: mailed_code_clear(before time) -> count
DELETE FROM mailed_code WHERE ends < :before;

-- name: arrival_put(browser bytes, person id, goal text, factor_due bool, ends time) -> none
INSERT INTO arrival (browser, person, goal, factor_due, tries, ends)
VALUES (:browser, :person, :goal, :factor_due, 0, :ends)
ON CONFLICT (browser) DO UPDATE SET person = excluded.person, goal = excluded.goal,
	factor_due = excluded.factor_due, tries = 0, ends = excluded.ends;

-- name: arrival_get(browser bytes) -> maybe arrival_row(person id, public public_id, name text,
--     language text, goal text, factor_due bool, tries int, ends time)
SELECT a.person, p.public, p.name, p.language, a.goal, a.factor_due, a.tries, a.ends
FROM arrival a JOIN person p ON p.id = a.person WHERE a.browser = :browser;

-- name: arrival_tried(browser bytes) -> none
UPDATE arrival SET tries = tries + 1 WHERE browser = :browser;

-- name: arrival_end(browser bytes) -> none
DELETE FROM arrival WHERE browser = :browser;

-- name: arrival_end_all(person id) -> none
DELETE FROM arrival WHERE person = :person;

-- name: arrival_due(before time) -> one int
SELECT COUNT(*) AS n FROM arrival WHERE ends < :before;

-- name: arrival_clear(before time) -> count
DELETE FROM arrival WHERE ends < :before;

-- name: known_browser_put(person id, browser bytes, seen time) -> none
INSERT INTO known_browser (person, browser, seen) VALUES (:person, :browser, :seen)
ON CONFLICT (person, browser) DO UPDATE SET seen = excluded.seen;

-- name: known_browser_get(person id, browser bytes) -> maybe time
SELECT seen FROM known_browser WHERE person = :person AND browser = :browser;

-- Only the latest stay.
-- name: known_browser_trim(person id, most int) -> count
DELETE FROM known_browser WHERE person = :person AND browser NOT IN (
	SELECT browser FROM known_browser WHERE person = :person
	ORDER BY seen DESC, browser LIMIT :most);

-- name: known_browser_clear(before time) -> count
DELETE FROM known_browser WHERE seen < :before;

-- name: factor_get(person id) -> maybe factor_row(secret bytes, since time, last_step int)
SELECT secret, since, last_step FROM factor WHERE person = :person;

-- name: factor_put(person id, secret bytes, since time, last_step int) -> none
INSERT INTO factor (person, secret, since, last_step)
VALUES (:person, :secret, :since, :last_step)
ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, since = excluded.since,
	last_step = excluded.last_step;

-- Takes a step: none that is not later than the last.
-- name: factor_take_step(person id, step int) -> count
UPDATE factor SET last_step = :step WHERE person = :person AND last_step < :step;

-- name: factor_offer_put(person id, secret bytes, made time) -> none
INSERT INTO factor_offer (person, secret, made) VALUES (:person, :secret, :made)
ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, made = excluded.made;

-- name: factor_offer_get(person id) -> maybe factor_offer_row(secret bytes, made time)
SELECT secret, made FROM factor_offer WHERE person = :person;

-- name: recovery_code_add(person id, code bytes) -> none
INSERT INTO recovery_code (person, code) VALUES (:person, :code);

-- name: recovery_code_take(person id, code bytes) -> count
DELETE FROM recovery_code WHERE person = :person AND code = :code;

-- name: recovery_code_count(person id) -> one int
SELECT count(*) FROM recovery_code WHERE person = :person;

-- Erasing a person (src/app/erase.c).

-- name: erase_address_end(person id) -> count
DELETE FROM address_end WHERE person = :person;

-- name: erase_address_role(person id) -> count
DELETE FROM address_role WHERE person = :person;

-- name: erase_arrival(person id) -> count
DELETE FROM arrival WHERE person = :person;

-- name: erase_factor(person id) -> count
DELETE FROM factor WHERE person = :person;

-- name: factor_offer_due(before time) -> one int
SELECT COUNT(*) AS n FROM factor_offer WHERE made < :before;

-- name: factor_offer_clear(before time) -> count
DELETE FROM factor_offer WHERE made < :before;

-- name: erase_factor_offer(person id) -> count
DELETE FROM factor_offer WHERE person = :person;

-- name: erase_known_browser(person id) -> count
DELETE FROM known_browser WHERE person = :person;

-- name: erase_recovery_code(person id) -> count
DELETE FROM recovery_code WHERE person = :person;

-- The person's addresses: where mail for them goes first, as address_of has it.
-- name: address_list(person id) -> many address_item(mail_key text, mail text, last_day day?)
SELECT a.mail_key, a.mail, e.last_day FROM address a
LEFT JOIN address_role r ON r.mail_key = a.mail_key AND r.person = a.person AND r.role = ''
LEFT JOIN address_end e ON e.mail_key = a.mail_key
WHERE a.person = :person
ORDER BY CASE WHEN r.role IS NULL THEN 1 ELSE 0 END,
	CASE WHEN e.last_day IS NULL THEN 0 ELSE 1 END, a.confirmed, a.mail_key;

-- name: address_remove(mail_key text, person id) -> count
DELETE FROM address WHERE mail_key = :mail_key AND person = :person;

-- name: address_role_put(person id, role text, mail_key text) -> none
INSERT INTO address_role (person, role, mail_key) VALUES (:person, :role, :mail_key)
ON CONFLICT (person, role) DO UPDATE SET mail_key = excluded.mail_key;

-- name: address_role_remove(mail_key text) -> count
DELETE FROM address_role WHERE mail_key = :mail_key;

-- name: address_role_clear(person id, role text) -> count
DELETE FROM address_role WHERE person = :person AND role = :role;

-- Nothing goes any more to an address whose last day is over, while its person has another.
-- name: address_role_over(today day) -> count
DELETE FROM address_role WHERE EXISTS (SELECT 1 FROM address_end e
		WHERE e.mail_key = address_role.mail_key AND e.last_day < :today)
	AND EXISTS (SELECT 1 FROM address a LEFT JOIN address_end o ON o.mail_key = a.mail_key
		WHERE a.person = address_role.person
			AND (o.last_day IS NULL OR o.last_day >= :today));

-- name: address_end_put(mail_key text, person id, last_day day) -> none
INSERT INTO address_end (mail_key, person, last_day) VALUES (:mail_key, :person, :last_day)
ON CONFLICT (mail_key) DO UPDATE SET last_day = excluded.last_day, warned = NULL;

-- name: address_end_remove(mail_key text) -> count
DELETE FROM address_end WHERE mail_key = :mail_key;

-- Those that end soon, after the one of that key, with whom to warn where.
-- name: address_end_soon(until day, after text, most int) -> many address_end_row(mail_key text,
--   last_day day, warned day?, person id, mail text, name text, language text)
SELECT e.mail_key, e.last_day, e.warned, a.person, a.mail, p.name, p.language
FROM address_end e JOIN address a ON a.mail_key = e.mail_key JOIN person p ON p.id = a.person
WHERE e.last_day <= :until AND e.mail_key > :after
ORDER BY e.mail_key LIMIT :most;

-- name: address_end_warned(mail_key text, warned day) -> none
UPDATE address_end SET warned = :warned WHERE mail_key = :mail_key;
