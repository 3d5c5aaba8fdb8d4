-- Consent of parents (src/app/consent.c).

-- Who agreed first, of those that still do.
-- name: consent_holds(owner id) -> maybe consent_row(name text, given time)
SELECT COALESCE(p.full_name, p.name) AS name, c.given
FROM care_consent c JOIN person p ON p.id = c.parent
WHERE c.owner = :owner AND c.withdrawn IS NULL ORDER BY c.given LIMIT 1;

-- name: consent_count(owner id) -> one int
SELECT COUNT(*) AS n FROM care_consent WHERE owner = :owner AND withdrawn IS NULL;

-- name: consent_closed_since(owner id, since time) -> one int
SELECT COUNT(*) AS n FROM care_consent
WHERE owner = :owner AND closes <> 0 AND withdrawn >= :since;

-- name: consent_by(owner id, parent id) -> maybe time
SELECT given FROM care_consent
WHERE owner = :owner AND parent = :parent AND withdrawn IS NULL;

-- name: consent_add(owner id, parent id, given time) -> none
INSERT INTO care_consent (owner, parent, given) VALUES (:owner, :parent, :given);

-- The last word of any parent, and of one of them.
-- name: consent_latest(owner id) -> maybe consent_word(refused bool, withdrawn time?)
SELECT (refused <> 0) AS refused, withdrawn FROM care_consent
WHERE owner = :owner ORDER BY COALESCE(withdrawn, given) DESC, id DESC LIMIT 1;

-- name: consent_latest_by(owner id, parent id) -> maybe consent_word
SELECT (refused <> 0) AS refused, withdrawn FROM care_consent
WHERE owner = :owner AND parent = :parent ORDER BY id DESC LIMIT 1;

-- name: consent_refusal_add(owner id, parent id, now time) -> none
INSERT INTO care_consent (owner, parent, given, withdrawn, refused)
VALUES (:owner, :parent, :now, :now, 1);

-- Of all parents.
-- name: consent_end(owner id, now time, closes int) -> count
UPDATE care_consent SET withdrawn = :now, closes = :closes
WHERE owner = :owner AND withdrawn IS NULL;

-- To whom somebody said yes, by name.
-- name: consent_given_rows(parent id, most int) -> many consent_given_row(owner_public public_id,
--   name text, given time)
SELECT p.public AS owner_public, COALESCE(p.full_name, p.name) AS name, c.given
FROM care_consent c JOIN person p ON p.id = c.owner
WHERE c.parent = :parent AND c.withdrawn IS NULL ORDER BY name, c.id LIMIT :most;

-- Does somebody look along as a parent?
-- name: consent_parents(owner id, holder id, today day) -> one int
SELECT COUNT(*) AS n FROM passport_grant
WHERE owner = :owner AND holder = :holder AND kind = 'companion' AND role = 'parent'
	AND accepted IS NOT NULL AND ended IS NULL AND ends >= :today;

-- Health and care is no longer a part of what anybody may read, or could be given again.
-- name: consent_strip_grants(owner id) -> count
DELETE FROM grant_scope WHERE scope = 'care'
	AND grant_id IN (SELECT id FROM passport_grant WHERE owner = :owner);

-- name: consent_strip_shares(owner id) -> count
DELETE FROM share_scope WHERE scope = 'care'
	AND share IN (SELECT id FROM share WHERE owner = :owner);

-- Who shares health and care, or could again, while no parent agrees; by id, after that one.
-- name: consent_open_rows(after int, most int) -> many consent_open_row(id id, public public_id)
SELECT p.id, p.public FROM person p
WHERE p.id > :after AND (p.id IN (SELECT g.owner FROM passport_grant g
		JOIN grant_scope s ON s.grant_id = g.id WHERE s.scope = 'care')
	OR p.id IN (SELECT l.owner FROM share l
		JOIN share_scope s ON s.share = l.id WHERE s.scope = 'care'))
	AND NOT EXISTS (SELECT 1 FROM care_consent c
		WHERE c.owner = p.id AND c.withdrawn IS NULL)
ORDER BY p.id LIMIT :most;

-- name: erase_consent(person id) -> count
DELETE FROM care_consent WHERE owner = :person;

-- name: export_consents(person id) -> many export_consent(owned bool, owner_name text,
--   parent_name text, given time, withdrawn time?, refused bool)
SELECT (c.owner = :person) AS owned, COALESCE(o.full_name, o.name) AS owner_name,
	COALESCE(p.full_name, p.name) AS parent_name, c.given, c.withdrawn,
	(c.refused <> 0) AS refused
FROM care_consent c JOIN person o ON o.id = c.owner JOIN person p ON p.id = c.parent
WHERE c.owner = :person OR c.parent = :person ORDER BY c.given, c.id;

-- What is known about inviting a parent: was it refused, was it ever done?
-- name: parent_wish(person id) -> one parent_wish_row(refused bool, invited int)
SELECT (asks_no_parent <> 0) AS refused, (SELECT COUNT(*) FROM passport_grant
	WHERE owner = :person AND role = 'parent') AS invited
FROM person WHERE id = :person;

-- name: parent_refuse(person id) -> none
UPDATE person SET asks_no_parent = 1 WHERE id = :person;
