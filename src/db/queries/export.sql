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
--   full_name text?, language text, large_type int, made time, last_in time?,
--   warned time?, password_changed time?,
--   factor_since time?, asks_no_parent int, photo public_id?)
SELECT p.public, p.name, p.full_name, p.language, p.large_type, p.made, u.at AS last_in,
	u.warned_at AS warned, w.changed AS password_changed, f.since AS factor_since,
	p.asks_no_parent, p.photo
FROM person p LEFT JOIN last_use u ON u.person = p.id LEFT JOIN password w ON w.person = p.id
LEFT JOIN factor f ON f.person = p.id WHERE p.id = :person;

-- name: export_addresses(person id) -> many export_address(mail text, confirmed time,
--   last_day day?, organisation text?)
SELECT a.mail, a.confirmed, e.last_day, o.name AS organisation FROM address a
LEFT JOIN address_end e ON e.mail_key = a.mail_key
LEFT JOIN address_role r ON r.mail_key = a.mail_key AND r.person = a.person
LEFT JOIN membership m ON CAST(m.id AS text) = r.role
LEFT JOIN organisation o ON o.id = m.organisation
WHERE a.person = :person ORDER BY a.confirmed, a.mail_key, r.role;

-- name: export_sessions(person id) -> many export_session(started time, seen time, proved time,
--   browser text, system text)
SELECT started, seen, proved, browser, system FROM session
WHERE person = :person ORDER BY started;

-- name: export_memberships(person id) -> many export_membership(organisation text, role text,
--   starts time, ends time?, ended time?)
SELECT o.name AS organisation, m.role, m.starts, m.ends, m.ended
FROM membership m JOIN organisation o ON o.id = m.organisation
WHERE m.person = :person ORDER BY m.starts, m.id;

-- Invitations to work somewhere, to an address of the person's.
-- name: export_invitations(person id) -> many export_invitation(organisation text, role text,
--   name text, mail text, made time, ends time)
SELECT o.name AS organisation, i.role, i.name, i.mail, i.made, i.ends
FROM invitation i JOIN organisation o ON o.id = i.organisation
JOIN address a ON a.mail_key = i.mail_key
WHERE a.person = :person ORDER BY i.made, i.public;

-- name: export_picks(person id) -> many export_pick(choice text, option bytes, former bytes?,
--   changed time)
SELECT choice, option, former, changed FROM pick WHERE person = :person ORDER BY choice;

-- name: export_past(person id) -> many export_past_row(question text, version int, changed time,
--   body bytes)
SELECT question, version, changed, body FROM answer_past WHERE person = :person
ORDER BY question, version;

-- name: export_versions(person id) -> many export_version(public public_id, made time,
--   content int, body bytes, imported time?)
SELECT public, made, content, body, imported FROM passport_version
WHERE person = :person ORDER BY made, public;

-- name: export_files(person id) -> many export_file(file public_id, type text, size int, made time)
SELECT file, type, size, made FROM file WHERE person = :person ORDER BY made, file;

-- Everybody who has, had or was offered access.
-- name: export_grants(owner id) -> many export_grant(id id, public public_id, name text?,
--   kind text, role text, via public_id?, called bytes?, address bytes?, message bytes?,
--   made time, accepted time?, ends day, ended time?, ended_by text?, looked time?,
--   reminded time?, language text?)
SELECT g.id, g.public, COALESCE(p.full_name, p.name) AS name, g.kind, g.role, g.via, g.called,
	g.address, g.message, g.made, g.accepted, g.ends, g.ended, g.ended_by, g.looked,
	g.reminded, g.language
FROM passport_grant g LEFT JOIN person p ON p.id = g.holder
WHERE g.owner = :owner ORDER BY g.id;

-- name: export_grant_scopes(owner id) -> many export_scope(id id, scope text)
SELECT s.grant_id AS id, s.scope FROM grant_scope s
JOIN passport_grant g ON g.id = s.grant_id WHERE g.owner = :owner ORDER BY s.grant_id, s.scope;

-- What others opened to the person.
-- name: export_held(holder id) -> many export_held_row(name text, kind text, role text, made time,
--   accepted time?, ends day, ended time?, ended_by text?, looked time?, handled time?)
SELECT COALESCE(p.full_name, p.name) AS name, g.kind, g.role, g.made, g.accepted, g.ends, g.ended,
	g.ended_by, g.looked, h.at AS handled
FROM passport_grant g JOIN person p ON p.id = g.owner
LEFT JOIN share_handled h ON h.grant_id = g.id
WHERE g.holder = :holder ORDER BY g.id;

-- Conversations in the person's own passport, and the person's own in others'.
-- name: export_comments(person id) -> many export_comment(question text, made time,
--   public public_id, by_owner bool, owner_id id, owner public_id, owner_name text,
--   holder_name text, body bytes)
SELECT c.question, c.made, c.public, (c.author = c.owner) AS by_owner, c.owner AS owner_id,
	o.public AS owner, COALESCE(o.full_name, o.name) AS owner_name,
	COALESCE(h.full_name, h.name) AS holder_name, c.body
FROM comment c JOIN person o ON o.id = c.owner JOIN person h ON h.id = c.holder
WHERE c.owner = :person OR c.holder = :person ORDER BY c.owner, c.question, c.made, c.public;

-- In either passport.
-- name: export_talk_points(person id) -> many export_talk_point(question text, owner_name text,
--   holder_name text, asked time?, talked time?)
SELECT t.question, COALESCE(o.full_name, o.name) AS owner_name,
	COALESCE(h.full_name, h.name) AS holder_name, t.asked, t.talked
FROM talk_point t JOIN person o ON o.id = t.owner JOIN person h ON h.id = t.holder
WHERE t.owner = :person OR t.holder = :person ORDER BY t.owner, t.question, holder_name, h.id;

-- name: export_shares(owner id) -> many export_share(id id, public public_id, purpose text,
--   receiver bytes?, ends day, places int, taken int, made time, begun time?, ended time?)
SELECT id, public, purpose, receiver, ends, places, taken, made, begun, ended
FROM share WHERE owner = :owner ORDER BY id;

-- name: export_share_scopes(owner id) -> many export_scope
SELECT s.share AS id, s.scope FROM share_scope s
JOIN share h ON h.id = s.share WHERE h.owner = :owner ORDER BY s.share, s.scope;

-- Who looked in the person's passport, and where the person looked.
-- name: export_readings(person id) -> many export_reading(owned bool, owner_name text,
--   reader_name text, grant_public public_id, called bytes?, scope text, first time, last time,
--   times int)
SELECT (r.owner = :person) AS owned, COALESCE(o.full_name, o.name) AS owner_name,
	COALESCE(p.full_name, p.name) AS reader_name,
	g.public AS grant_public, g.called, r.scope, r.first, r.last, r.times
FROM passport_reading r JOIN person o ON o.id = r.owner JOIN person p ON p.id = r.reader
JOIN passport_grant g ON g.id = r.grant_id
WHERE r.owner = :person OR r.reader = :person ORDER BY r.last, r.id;

-- name: export_cards(person id) -> many export_card(organisation text, sign_in text, made time,
--   replaced time?, anew time?)
SELECT o.name AS organisation, c.sign_in, c.made, c.replaced, c.anew
FROM card c JOIN organisation o ON o.id = c.organisation
WHERE c.person = :person ORDER BY c.made;

-- name: export_brought_in(person id) -> many export_brought(at time, made time, parts text)
SELECT at, made, parts FROM brought_in WHERE person = :person ORDER BY at;
