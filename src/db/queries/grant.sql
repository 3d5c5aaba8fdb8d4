-- Access to passports (src/app/access.c, src/app/grant*.c). A grant holds when it was accepted, did
-- not end, and its last day is not over; a mentor's no longer than the membership it came by.

-- By what, and to which parts, somebody looks along; scope is NULL for a grant without any.
-- name: grant_holds(owner id, holder id, today day, now time) -> many grant_holds_row(grant_id id,
--   kind text, via public_id?, scope text?)
SELECT g.id AS grant_id, g.kind, g.via, s.scope
FROM passport_grant g LEFT JOIN grant_scope s ON s.grant_id = g.id
WHERE g.owner = :owner AND g.holder = :holder AND g.accepted IS NOT NULL AND g.ended IS NULL
	AND g.ends >= :today
	AND (g.kind <> 'mentor' OR EXISTS (SELECT 1 FROM membership m
		WHERE m.public = g.via AND m.person = g.holder AND m.role = 'mentor'
		AND m.starts <= :now AND (m.ends IS NULL OR m.ends > :now) AND m.ended IS NULL))
ORDER BY g.id, s.scope;

-- name: grant_row_add(public public_id, owner id, holder id?, kind text, role text, via public_id?,
--   called bytes?, address bytes?, address_key bytes?, message bytes?, code bytes?,
--   code_ends time?, made time, accepted time?, ends day, language text?) -> one id
INSERT INTO passport_grant (public, owner, holder, kind, role, via, called, address, address_key,
	message, code, code_ends, made, accepted, ends, language)
VALUES (:public, :owner, :holder, :kind, :role, :via, :called, :address, :address_key, :message,
	:code, :code_ends, :made, :accepted, :ends, :language)
RETURNING id;

-- name: grant_scope_add(grant_id id, scope text) -> none
INSERT INTO grant_scope (grant_id, scope) VALUES (:grant_id, :scope);

-- name: grant_scopes(grant_id id) -> many text
SELECT scope FROM grant_scope WHERE grant_id = :grant_id ORDER BY scope;

-- Everybody who has, had or was offered access: what holds or waits first, then the newest. The
-- holder's name is NULL without one. works: of a mentor, is the membership there still?
-- name: grant_rows(owner id, today day, now time, most int) -> many grant_row(id id,
--   public public_id, owner id, holder id?, holder_public public_id?, name text?, kind text,
--   role text, via public_id?, called bytes?, address bytes?, message bytes?, made time,
--   accepted time?, ends day, ended time?, ended_by text?, looked time?, told_owner time?,
--   told_holder time?, reminded time?, language text?,
--   works int)
SELECT g.id, g.public, g.owner, g.holder, p.public AS holder_public,
	COALESCE(p.full_name, p.name) AS name, g.kind, g.role, g.via,
	g.called, g.address, g.message, g.made, g.accepted, g.ends, g.ended, g.ended_by, g.looked,
	g.told_owner, g.told_holder, g.reminded, g.language,
	(SELECT COUNT(*) FROM membership m
		WHERE m.public = g.via AND m.person = g.holder AND m.role = 'mentor'
		AND m.starts <= :now AND (m.ends IS NULL OR m.ends > :now) AND m.ended IS NULL)
		AS works
FROM passport_grant g LEFT JOIN person p ON p.id = g.holder
WHERE g.owner = :owner
ORDER BY CASE WHEN g.ended IS NULL AND g.ends >= :today THEN 0 ELSE 1 END, g.id DESC LIMIT :most;

-- The scopes of those, the newest first.
-- name: grant_rows_scopes(owner id, today day, most int) -> many grant_rows_scope(grant_id id,
--   scope text)
SELECT s.grant_id, s.scope FROM grant_scope s WHERE s.grant_id IN
	(SELECT g.id FROM passport_grant g WHERE g.owner = :owner
	ORDER BY CASE WHEN g.ended IS NULL AND g.ends >= :today THEN 0 ELSE 1 END, g.id DESC
	LIMIT :most)
ORDER BY s.grant_id DESC, s.scope;

-- name: grant_row_of(owner id, public public_id, now time) -> maybe grant_row
SELECT g.id, g.public, g.owner, g.holder, p.public AS holder_public,
	COALESCE(p.full_name, p.name) AS name, g.kind, g.role, g.via,
	g.called, g.address, g.message, g.made, g.accepted, g.ends, g.ended, g.ended_by, g.looked,
	g.told_owner, g.told_holder, g.reminded, g.language,
	(SELECT COUNT(*) FROM membership m
		WHERE m.public = g.via AND m.person = g.holder AND m.role = 'mentor'
		AND m.starts <= :now AND (m.ends IS NULL OR m.ends > :now) AND m.ended IS NULL)
		AS works
FROM passport_grant g LEFT JOIN person p ON p.id = g.holder
WHERE g.owner = :owner AND g.public = :public;

-- name: grant_row_end(id id, now time, ended_by text) -> count
UPDATE passport_grant SET ended = :now, ended_by = :ended_by WHERE id = :id AND ended IS NULL;

-- name: grant_row_resume(id id) -> none
UPDATE passport_grant SET ended = NULL, ended_by = NULL WHERE id = :id;

-- name: grant_row_looked(id id, now time) -> none
UPDATE passport_grant SET looked = :now WHERE id = :id;

-- What holds or waits.
-- name: grant_open_count(owner id, today day) -> one int
SELECT COUNT(*) AS n FROM passport_grant
WHERE owner = :owner AND ended IS NULL AND ends >= :today;

-- name: reading_latest(grant_id id, scope text, since time) -> maybe id
SELECT id FROM passport_reading WHERE grant_id = :grant_id AND scope = :scope AND last > :since
ORDER BY last DESC LIMIT 1;

-- Whatever that person read of it.
-- name: reading_latest_any(owner id, reader id, since time) -> maybe id
SELECT id FROM passport_reading WHERE owner = :owner AND reader = :reader AND last > :since
ORDER BY last DESC LIMIT 1;

-- Parts that a grant opens; due: not noted as read since.
-- name: grant_parts(grant_id id, since time) -> many grant_part(scope text, due bool)
SELECT s.scope, NOT EXISTS (SELECT 1 FROM passport_reading r
	WHERE r.grant_id = s.grant_id AND r.scope = s.scope AND r.last > :since) AS due
FROM grant_scope s WHERE s.grant_id = :grant_id ORDER BY s.scope;

-- name: reading_add(owner id, reader id, grant_id id, scope text, now time) -> none
INSERT INTO passport_reading (owner, reader, grant_id, scope, first, last, times)
VALUES (:owner, :reader, :grant_id, :scope, :now, :now, 1);

-- name: reading_again(id id, now time) -> none
UPDATE passport_reading SET last = :now, times = times + 1 WHERE id = :id;

-- Who looked, the newest first. What is skipped is counted in the index alone.
-- name: reading_rows(owner id, most int, skip int) -> many reading_row(grant_public public_id,
--   name text, role text, called bytes?, scope text, first time, last time, times int)
SELECT g.public AS grant_public, COALESCE(p.full_name, p.name) AS name, g.role, g.called,
	r.scope, r.first, r.last, r.times
FROM passport_reading r JOIN person p ON p.id = r.reader
JOIN passport_grant g ON g.id = r.grant_id
WHERE r.id IN (SELECT id FROM passport_reading WHERE owner = :owner
	ORDER BY last DESC, id DESC LIMIT :most OFFSET :skip)
ORDER BY r.last DESC, r.id DESC;

-- What somebody may see of others, by name.
-- name: grant_held_rows(holder id, today day, now time, most int) -> many grant_held_row(owner id,
--   owner_public public_id, name text, kind text, role text, ends day)
SELECT g.owner, p.public AS owner_public, COALESCE(p.full_name, p.name) AS name, g.kind,
	g.role, g.ends
FROM passport_grant g JOIN person p ON p.id = g.owner
WHERE g.holder = :holder AND g.accepted IS NOT NULL AND g.ended IS NULL AND g.ends >= :today
	AND (g.kind <> 'mentor' OR EXISTS (SELECT 1 FROM membership m
		WHERE m.public = g.via AND m.person = g.holder AND m.role = 'mentor'
		AND m.starts <= :now AND (m.ends IS NULL OR m.ends > :now) AND m.ended IS NULL))
ORDER BY name, g.id LIMIT :most;

-- name: grant_leave_rows(holder id, owner id, now time, ended_by text) -> count
UPDATE passport_grant SET ended = :now, ended_by = :ended_by
WHERE holder = :holder AND owner = :owner AND ended IS NULL;

-- name: passport_owner(public public_id) -> maybe passport_owner_row(id id, public public_id,
--   name text, language text)
SELECT id, public, COALESCE(full_name, name) AS name, language
FROM person WHERE public = :public;

-- An invitation by its code, while it waits for somebody.
-- name: offer_find(code bytes, now time, today day) -> maybe offer_row(id id,
--   public public_id, owner id, owner_public public_id, owner_name text, role text,
--   message bytes?, ends day, language text?)
SELECT g.id, g.public, g.owner, p.public AS owner_public,
	COALESCE(p.full_name, p.name) AS owner_name, g.role, g.message,
	g.ends, g.language
FROM passport_grant g JOIN person p ON p.id = g.owner
WHERE g.code = :code AND g.accepted IS NULL AND g.ended IS NULL AND g.code_ends > :now
	AND g.ends >= :today;

-- name: offer_waits(owner id, address_key bytes, today day) -> one int
SELECT COUNT(*) AS n FROM passport_grant
WHERE owner = :owner AND address_key = :address_key AND ended IS NULL AND accepted IS NULL
	AND ends >= :today;

-- name: offer_renew(id id, code bytes, code_ends time) -> none
UPDATE passport_grant SET code = :code, code_ends = :code_ends WHERE id = :id;

-- name: grant_row_accept(id id, holder id, now time) -> count
UPDATE passport_grant SET holder = :holder, accepted = :now, code = NULL, code_ends = NULL
WHERE id = :id AND accepted IS NULL AND ended IS NULL;

-- name: grant_row_set_ends(id id, ends day) -> none
UPDATE passport_grant SET ends = :ends WHERE id = :id;

-- name: grant_scope_clear(grant_id id) -> count
DELETE FROM grant_scope WHERE grant_id = :grant_id;

-- Invitations that wait with a code that is too old.
-- name: offer_late_rows(owner id, now time) -> many public_id
SELECT public FROM passport_grant
WHERE owner = :owner AND accepted IS NULL AND ended IS NULL AND code_ends <= :now ORDER BY public;
