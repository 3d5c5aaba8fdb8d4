-- Organisations and memberships (src/app/membership.c, src/app/organisation.c). A membership holds
-- at a time when it has begun, its own end has not come, and nobody ended it.

-- name: organisation_add(public public_id, name text, name_key text, made time) -> one id
INSERT INTO organisation (public, name, name_key, made)
VALUES (:public, :name, :name_key, :made) RETURNING id;

-- name: organisation_get(organisation id) -> maybe organisation_row(id id, public public_id,
--   name text)
SELECT id, public, name FROM organisation WHERE id = :organisation;

-- name: organisation_named(name_key text) -> maybe organisation_row
SELECT id, public, name FROM organisation WHERE name_key = :name_key;

-- name: membership_add(public public_id, person id, organisation id, role text, starts time,
--   ends time?) -> one id
INSERT INTO membership (public, person, organisation, role, starts, ends)
VALUES (:public, :person, :organisation, :role, :starts, :ends) RETURNING id;

-- name: membership_holds(person id, organisation id, role text, now time) -> one int
SELECT COUNT(*) AS n FROM membership WHERE person = :person AND organisation = :organisation
	AND role = :role AND starts <= :now AND (ends IS NULL OR ends > :now) AND ended IS NULL;

-- name: membership_holds_any(person id, roles text[], now time) -> one int
SELECT COUNT(*) AS n FROM membership WHERE person = :person AND role IN (:roles)
	AND starts <= :now AND (ends IS NULL OR ends > :now) AND ended IS NULL;

-- name: membership_of(person id, now time, most int) -> many membership_row(public public_id,
--   role text, organisation id, organisation_public public_id, name text, words langmap?)
SELECT m.public, m.role, m.organisation, o.public AS organisation_public, o.name,
	l.label AS words
FROM membership m JOIN organisation o ON o.id = m.organisation
LEFT JOIN role_label l ON l.organisation = m.organisation AND l.role = m.role
WHERE m.person = :person AND m.starts <= :now AND (m.ends IS NULL OR m.ends > :now)
	AND m.ended IS NULL
ORDER BY m.id LIMIT :most;

-- Who works there, or did until lately. The admins first, then the others by name.
-- name: membership_staff(organisation id, roles text[], now time, ended_after time, most int)
--   -> many staff_row(public public_id, role text, starts time, ended time?, name text)
SELECT m.public, m.role, m.starts, m.ended, COALESCE(p.full_name, p.name) AS name
FROM membership m JOIN person p ON p.id = m.person
WHERE m.organisation = :organisation AND m.role IN (:roles)
	AND (m.ends IS NULL OR m.ends > :now) AND (m.ended IS NULL OR m.ended > :ended_after)
ORDER BY m.role DESC, name, m.id LIMIT :most;

-- Who coordinates projects there now.
-- name: coordinators(organisation id, now time, most int) -> many coordinator_row(membership id,
--   person id, name text, language text)
SELECT m.id AS membership, m.person, p.name, p.language
FROM membership m JOIN person p ON p.id = m.person
WHERE m.organisation = :organisation AND m.role = 'coordinator' AND m.starts <= :now
	AND (m.ends IS NULL OR m.ends > :now) AND m.ended IS NULL
ORDER BY m.id LIMIT :most;

-- name: membership_in(public public_id, organisation id) -> maybe membership_in_row(id id,
--   person id, person_public public_id, role text, ended time?)
SELECT m.id, m.person, p.public AS person_public, m.role, m.ended
FROM membership m JOIN person p ON p.id = m.person
WHERE m.public = :public AND m.organisation = :organisation;

-- name: membership_set_ended(membership id, ended time?) -> none
UPDATE membership SET ended = :ended WHERE id = :membership;

-- name: organisation_rename(organisation id, name text, name_key text) -> none
UPDATE organisation SET name = :name, name_key = :name_key WHERE id = :organisation;

-- name: role_labels(organisation id) -> many role_label_row(role text, label langmap)
SELECT role, label FROM role_label WHERE organisation = :organisation ORDER BY role;

-- name: role_label_put(organisation id, role text, label langmap) -> none
INSERT INTO role_label (organisation, role, label) VALUES (:organisation, :role, :label)
ON CONFLICT (organisation, role) DO UPDATE SET label = excluded.label;

-- Every role that somebody has or had, the newest first, with the address that was chosen for it.
-- name: own_role_rows(person id, most int) -> many own_role_row(public public_id, role text,
--   organisation public_id, name text, label langmap?, starts time, ends time?, ended time?,
--   mail text?)
SELECT m.public, m.role, o.public AS organisation, o.name, l.label, m.starts, m.ends, m.ended,
	a.mail
FROM membership m JOIN organisation o ON o.id = m.organisation
LEFT JOIN role_label l ON l.organisation = m.organisation AND l.role = m.role
LEFT JOIN address_role r ON r.person = m.person AND r.role = CAST(m.id AS text)
LEFT JOIN address a ON a.mail_key = r.mail_key
WHERE m.person = :person ORDER BY m.starts DESC, m.id DESC LIMIT :most;

-- name: own_role_find(public public_id, person id, now time) -> maybe id
SELECT id FROM membership WHERE public = :public AND person = :person AND starts <= :now
	AND (ends IS NULL OR ends > :now) AND ended IS NULL;
