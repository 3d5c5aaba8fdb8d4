-- What is about a person, to hand it over (src/app/export*.c).

-- Asked again, it begins anew.
-- name: export_put(person id, asked time, total int) -> none
INSERT INTO export (person, asked, done, total, size) VALUES (:person, :asked, 0, :total, 0)
ON CONFLICT (person) DO UPDATE SET asked = excluded.asked, done = 0, total = excluded.total,
	ready = NULL, size = 0;

-- name: export_get(person id) -> maybe export_row(asked time, done int, total int, ready time?,
--   size int)
SELECT asked, done, total, ready, size FROM export WHERE person = :person;

-- When the one was asked for that is still being made; a job that gave up makes none.
-- name: export_running(person id, kind text) -> maybe time
SELECT e.asked FROM export e JOIN job j ON j.subject = e.person AND j.kind = :kind
WHERE e.person = :person AND e.ready IS NULL AND j.gave_up IS NULL;

-- name: export_step(person id, done int) -> count
UPDATE export SET done = :done WHERE person = :person AND ready IS NULL;

-- name: export_finish(person id, ready time, size int) -> count
UPDATE export SET ready = :ready, size = :size, done = total
WHERE person = :person AND ready IS NULL;

-- name: export_chunk_add(person id, place int, body bytes) -> none
INSERT INTO export_chunk (person, place, body) VALUES (:person, :place, :body);

-- name: export_chunks(person id) -> many export_chunk_row(place int, body bytes)
SELECT place, body FROM export_chunk WHERE person = :person ORDER BY place;

-- name: erase_export(person id) -> count
DELETE FROM export WHERE person = :person;

-- name: erase_export_chunk(person id) -> count
DELETE FROM export_chunk WHERE person = :person;

-- name: export_due(before time) -> one int
SELECT COUNT(*) AS n FROM export WHERE asked < :before;

-- name: export_chunk_clear(before time) -> count
DELETE FROM export_chunk WHERE person IN (SELECT person FROM export WHERE asked < :before);

-- name: export_clear(before time) -> count
DELETE FROM export WHERE asked < :before;

-- name: export_person(person id) -> one export_person_row(public public_id, name text,
--   language text, made time, last_in time?, password_changed time?, factor_since time?)
SELECT p.public, p.name, p.language, p.made, u.at AS last_in, w.changed AS password_changed,
	f.since AS factor_since
FROM person p LEFT JOIN last_use u ON u.person = p.id LEFT JOIN password w ON w.person = p.id
LEFT JOIN factor f ON f.person = p.id WHERE p.id = :person;

-- name: export_addresses(person id) -> many export_address(mail text, confirmed time,
--   last_day day?, role text?)
SELECT a.mail, a.confirmed, e.last_day, r.role FROM address a
LEFT JOIN address_end e ON e.mail_key = a.mail_key
LEFT JOIN address_role r ON r.mail_key = a.mail_key AND r.person = a.person
WHERE a.person = :person ORDER BY a.confirmed, a.mail_key, r.role;

-- name: export_sessions(person id) -> many export_session(started time, seen time, browser text,
--   system text)
SELECT started, seen, browser, system FROM session WHERE person = :person ORDER BY started;

-- name: export_memberships(person id) -> many export_membership(organisation text, role text,
--   starts time, ends time?, ended time?)
SELECT o.name AS organisation, m.role, m.starts, m.ends, m.ended
FROM membership m JOIN organisation o ON o.id = m.organisation
WHERE m.person = :person ORDER BY m.starts, m.id;

-- name: export_past(person id) -> many export_past_row(question text, version int, changed time,
--   body bytes)
SELECT question, version, changed, body FROM answer_past WHERE person = :person
ORDER BY question, version;

-- name: export_files(person id) -> many export_file(file public_id, type text, size int, made time)
SELECT file, type, size, made FROM file WHERE person = :person ORDER BY made, file;

-- Comments in the person's own passport, and those that the person wrote in others'.
-- name: export_comments(person id) -> many export_comment(question text, made time,
--   public public_id, by_owner bool, owner public_id, owner_name text, author_name text,
--   body bytes)
SELECT c.question, c.made, c.public, (c.author = c.owner) AS by_owner, o.public AS owner,
	o.name AS owner_name, a.name AS author_name, c.body
FROM comment c JOIN person o ON o.id = c.owner JOIN person a ON a.id = c.author
WHERE c.owner = :person OR c.author = :person ORDER BY c.owner, c.question, c.made, c.public;

-- name: export_talk_points(person id) -> many export_talk_point(question text, name text,
--   asked time?, talked time?)
SELECT t.question, h.name, t.asked, t.talked FROM talk_point t JOIN person h ON h.id = t.holder
WHERE t.owner = :person ORDER BY t.question, h.name, h.id;

-- name: export_shares(person id) -> many export_share(ends day, taken int, made time, begun time?,
--   ended time?)
SELECT ends, taken, made, begun, ended FROM share WHERE owner = :person ORDER BY id;

-- name: export_cards(person id) -> many export_card(organisation text, made time)
SELECT o.name AS organisation, c.made FROM card c JOIN organisation o ON o.id = c.organisation
WHERE c.person = :person ORDER BY c.made;
