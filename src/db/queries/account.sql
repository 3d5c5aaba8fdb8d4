-- name: person_add(public public_id, name text, language text, made time) -> one id
INSERT INTO person (public, name, language, made)
VALUES (:public, :name, :language, :made) RETURNING id;

-- name: person_add_all(publics public_id[], names text[], language text, made time) -> none
INSERT INTO person (public, name, language, made)
SELECT l.publics, l.names, :language, :made FROM LISTS(:publics, :names) AS l;

-- whole_name: as others read it.
-- name: person_get(person id) -> maybe person_row(id id, public public_id, name text,
--   whole_name text, language text)
SELECT id, public, name, COALESCE(full_name, name) AS whole_name, language
FROM person WHERE id = :person;

-- Whoever came first, if anybody.
-- name: person_first() -> maybe id
SELECT id FROM person ORDER BY id LIMIT 1;

-- name: person_set_language(person id, language text) -> none
UPDATE person SET language = :language WHERE id = :person;

-- name: address_add(mail_key text, mail text, person id, confirmed time) -> none
INSERT INTO address (mail_key, mail, person, confirmed)
VALUES (:mail_key, :mail, :person, :confirmed);

-- Each of a person who has been made.
-- name: address_add_all(people public_id[], mails text[], confirmed time) -> none
INSERT INTO address (mail_key, mail, person, confirmed)
SELECT l.mails, l.mails, p.id, :confirmed
FROM LISTS(:people, :mails) AS l JOIN person p ON p.public = l.people;

-- name: address_taken(mail_keys text[]) -> many text
SELECT mail_key FROM address WHERE mail_key IN (:mail_keys) ORDER BY mail_key;

-- name: address_owner(mail_key text) -> maybe id
SELECT person FROM address WHERE mail_key = :mail_key;

-- Where mail for the person goes: the address that they chose, else the oldest of those without an
-- end, else the oldest.
-- name: address_of(person id) -> maybe text
SELECT a.mail FROM address a LEFT JOIN address_role r
	ON r.mail_key = a.mail_key AND r.person = a.person AND r.role = ''
LEFT JOIN address_end e ON e.mail_key = a.mail_key
WHERE a.person = :person
ORDER BY CASE WHEN r.role IS NULL THEN 1 ELSE 0 END,
	CASE WHEN e.last_day IS NULL THEN 0 ELSE 1 END, a.confirmed, a.mail_key LIMIT 1;

-- The same, of those that still work on that day.
-- name: address_that_works(person id, today day) -> maybe text
SELECT a.mail FROM address a LEFT JOIN address_role r
	ON r.mail_key = a.mail_key AND r.person = a.person AND r.role = ''
LEFT JOIN address_end e ON e.mail_key = a.mail_key
WHERE a.person = :person AND (e.last_day IS NULL OR e.last_day >= :today)
ORDER BY CASE WHEN r.role IS NULL THEN 1 ELSE 0 END, a.confirmed, a.mail_key LIMIT 1;

-- name: password_set(person id, hash text, changed time) -> none
INSERT INTO password (person, hash, changed) VALUES (:person, :hash, :changed)
ON CONFLICT (person) DO UPDATE SET hash = excluded.hash, changed = excluded.changed;

-- hash is NULL when the person has no password.
-- name: password_of(mail_key text) -> maybe password_row(person id, public public_id, name text,
--   language text, hash text?)
SELECT a.person, o.public, o.name, o.language, p.hash
FROM address a JOIN person o ON o.id = a.person LEFT JOIN password p ON p.person = a.person
WHERE a.mail_key = :mail_key;

-- name: password_of_person(person id) -> maybe text
SELECT hash FROM password WHERE person = :person;

-- Replaces what the same browser began before.
-- name: registration_put(browser bytes, mail_key text, mail text, name text, language text,
--     hash text, code bytes, code_ends time, made time) -> none
INSERT INTO registration
	(browser, mail_key, mail, name, language, hash, code, code_ends, tries, made)
VALUES (:browser, :mail_key, :mail, :name, :language, :hash, :code, :code_ends, 0, :made)
ON CONFLICT (browser) DO UPDATE SET mail_key = excluded.mail_key, mail = excluded.mail,
	name = excluded.name, language = excluded.language, hash = excluded.hash,
	code = excluded.code, code_ends = excluded.code_ends, tries = 0, made = excluded.made;

-- name: registration_get(browser bytes) -> maybe registration_row(mail_key text, mail text,
--     name text, language text, hash text, code bytes, code_ends time, tries int)
SELECT mail_key, mail, name, language, hash, code, code_ends, tries
FROM registration WHERE browser = :browser;

-- name: registration_set_code(browser bytes, code bytes, code_ends time) -> none
UPDATE registration SET code = :code, code_ends = :code_ends, tries = 0 WHERE browser = :browser;

-- name: registration_tried(browser bytes) -> none
UPDATE registration SET tries = tries + 1 WHERE browser = :browser;

-- name: registration_end(browser bytes) -> none
DELETE FROM registration WHERE browser = :browser;

-- name: registration_clear(before time) -> count
DELETE FROM registration WHERE made < :before;

-- name: session_add(token bytes, person id, started time, browser text, system text, place bytes)
--     -> none
INSERT INTO session (token, person, started, seen, proved, browser, system, place)
VALUES (:token, :person, :started, :started, :started, :browser, :system, :place);

-- Whose session it is, with what every page shows of them: once for each membership that holds, and
-- once without any. factor_since is NULL for who has no second factor. The caller sorts: every
-- request runs this, and a sort would be a quarter of it on PostgreSQL; the order here is none.
-- name: session_get(token bytes, now time, today day) -> many session_row(person id,
--     public public_id, name text, full_name text?, language text, large_type int,
--     photo public_id?, started time, seen time, proved time, factor_since time?,
--     new_card time?, membership_id id?, membership public_id?,
--     role text?, organisation id?, organisation_public public_id?, organisation_name text?,
--     words langmap?, edits int, projects int)
SELECT s.person, p.public, p.name, p.full_name, p.language, p.large_type, p.photo, s.started,
	s.seen, s.proved, f.since AS factor_since, c.replaced AS new_card, m.id AS membership_id,
	m.public AS membership, m.role, m.organisation, o.public AS organisation_public,
	o.name AS organisation_name, l.label AS words,
	(SELECT COUNT(*) FROM project_editor e LEFT JOIN project_editor b ON b.id = e.invited_by
		WHERE e.person = s.person AND e.accepted IS NOT NULL AND e.stopped IS NULL
		AND e.ends >= :today AND (e.invited_by IS NULL OR (b.person IS NOT NULL
			AND b.stopped IS NULL AND b.ends >= :today))) AS edits,
	(SELECT COUNT(*) FROM participant a WHERE a.person = s.person)
		+ (SELECT COUNT(*) FROM project_kept k WHERE k.person = s.person) AS projects
FROM session s JOIN person p ON p.id = s.person
LEFT JOIN factor f ON f.person = s.person LEFT JOIN card c ON c.person = s.person
LEFT JOIN membership m ON m.person = s.person AND m.starts <= :now
	AND (m.ends IS NULL OR m.ends > :now) AND m.ended IS NULL
LEFT JOIN organisation o ON o.id = m.organisation
LEFT JOIN role_label l ON l.organisation = m.organisation AND l.role = m.role
WHERE s.token = :token ORDER BY s.token;

-- name: session_actor(token bytes) -> maybe session_actor_row(person id, public public_id,
--     language text, started time, seen time)
SELECT s.person, p.public, p.language, s.started, s.seen
FROM session s JOIN person p ON p.id = s.person WHERE s.token = :token;

-- name: session_list(person id) -> many session_item(token bytes, started time, seen time,
--     browser text, system text, place bytes?)
SELECT token, started, seen, browser, system, place FROM session WHERE person = :person
ORDER BY seen DESC, token;

-- name: session_touch(token bytes, seen time) -> none
UPDATE session SET seen = :seen WHERE token = :token AND seen < :seen;

-- The person proved again who they are: the same session under a new token.
-- name: session_prove(token bytes, person id, new_token bytes, proved time) -> count
UPDATE session SET token = :new_token, proved = :proved, seen = :proved
WHERE token = :token AND person = :person;

-- name: session_end(token bytes, person id) -> count
DELETE FROM session WHERE token = :token AND person = :person;

-- name: session_end_all(person id) -> count
DELETE FROM session WHERE person = :person;

-- name: session_end_others(person id, token bytes) -> count
DELETE FROM session WHERE person = :person AND token <> :token;

-- name: session_clear(seen_before time, started_before time) -> count
DELETE FROM session WHERE seen < :seen_before OR started < :started_before;

-- name: rate_get(who bytes) -> maybe time
SELECT paid_off FROM rate WHERE who = :who;

-- name: rate_put(who bytes, paid_off time) -> none
INSERT INTO rate (who, paid_off) VALUES (:who, :paid_off)
ON CONFLICT (who) DO UPDATE SET paid_off = excluded.paid_off;

-- name: rate_clear(before time) -> count
DELETE FROM rate WHERE paid_off < :before;
