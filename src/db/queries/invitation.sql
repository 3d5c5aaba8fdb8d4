-- Invitations to a role (src/app/invitation.c).

-- name: invitation_add(public public_id, code bytes, organisation id, role text, name text,
--   mail_key text, mail text, made time, ends time) -> none
INSERT INTO invitation (public, code, organisation, role, name, mail_key, mail, made, ends)
VALUES (:public, :code, :organisation, :role, :name, :mail_key, :mail, :made, :ends);

-- name: invitation_by_code(code bytes, now time) -> maybe invitation_row(public public_id,
--   organisation id, organisation_public public_id, organisation_name text, role text,
--   words langmap?, name text, mail_key text, mail text)
SELECT i.public, i.organisation, o.public AS organisation_public, o.name AS organisation_name,
	i.role, l.label AS words, i.name, i.mail_key, i.mail
FROM invitation i JOIN organisation o ON o.id = i.organisation
LEFT JOIN role_label l ON l.organisation = i.organisation AND l.role = i.role
WHERE i.code = :code AND i.ends > :now;

-- name: invitations_of(organisation id, now time, most int) -> many invitation_waiting_row(
--   public public_id, role text, name text, mail text, ends time)
SELECT public, role, name, mail, ends FROM invitation
WHERE organisation = :organisation AND ends > :now ORDER BY made, public LIMIT :most;

-- name: invitation_end(public public_id) -> count
DELETE FROM invitation WHERE public = :public;

-- name: invitation_withdrawn(public public_id, organisation id) -> count
DELETE FROM invitation WHERE public = :public AND organisation = :organisation;

-- name: invitation_clear(before time) -> count
DELETE FROM invitation WHERE ends < :before;
