-- Live links (src/app/share*.c).

-- name: share_add(public public_id, owner id, purpose text, ends day, places int, made time)
--   -> one id
INSERT INTO share (public, owner, purpose, ends, places, taken, made)
VALUES (:public, :owner, :purpose, :ends, :places, 0, :made) RETURNING id;

-- name: share_scope_add(share id, scope text) -> none
INSERT INTO share_scope (share, scope) VALUES (:share, :scope);

-- name: share_scope_clear(share id) -> count
DELETE FROM share_scope WHERE share = :share;

-- name: share_scopes(share id) -> many text
SELECT scope FROM share_scope WHERE share = :share ORDER BY scope;

-- What is open first, then the newest.
-- name: share_rows(owner id, today day, most int) -> many share_row(id id, public public_id,
--   owner id, owner_public public_id, name text, purpose text, receiver bytes?, ends day,
--   places int, taken int, made time, begun time?, ended time?, code bytes?, changed time?)
SELECT s.id, s.public, s.owner, p.public AS owner_public,
	COALESCE(p.full_name, p.name) AS name, s.purpose, s.receiver, s.ends,
	s.places, s.taken, s.made, s.begun, s.ended, s.code, s.changed
FROM share s JOIN person p ON p.id = s.owner
WHERE s.owner = :owner
ORDER BY CASE WHEN s.ended IS NULL AND s.ends >= :today THEN 0 ELSE 1 END, s.id DESC LIMIT :most;

-- name: share_row_of(owner id, public public_id) -> maybe share_row
SELECT s.id, s.public, s.owner, p.public AS owner_public,
	COALESCE(p.full_name, p.name) AS name, s.purpose, s.receiver, s.ends,
	s.places, s.taken, s.made, s.begun, s.ended, s.code, s.changed
FROM share s JOIN person p ON p.id = s.owner
WHERE s.owner = :owner AND s.public = :public;

-- name: share_by_hash(hash bytes) -> maybe share_row
SELECT s.id, s.public, s.owner, p.public AS owner_public,
	COALESCE(p.full_name, p.name) AS name, s.purpose, s.receiver, s.ends,
	s.places, s.taken, s.made, s.begun, s.ended, s.code, s.changed
FROM share s JOIN person p ON p.id = s.owner WHERE s.hash = :hash;

-- Drafts, and what people can still come in by.
-- name: share_open_count(owner id, today day) -> one int
SELECT COUNT(*) AS n FROM share WHERE owner = :owner AND ended IS NULL AND ends >= :today;

-- name: share_set_receiver(id id, purpose text, receiver bytes?, ends day) -> none
UPDATE share SET purpose = :purpose, receiver = :receiver, ends = :ends WHERE id = :id;

-- name: share_set_terms(id id, ends day, places int) -> none
UPDATE share SET ends = :ends, places = :places WHERE id = :id;

-- No fewer places than were taken.
-- name: share_change_terms(id id, ends day, places int, receiver bytes?) -> none
UPDATE share SET ends = :ends, receiver = :receiver,
	places = CASE WHEN taken > :places THEN taken ELSE :places END
WHERE id = :id;

-- What it was before its last change, for a while.
-- name: share_keep_was(id id, changed time, was text) -> none
UPDATE share SET changed = :changed, was = :was, receiver_was = receiver WHERE id = :id;

-- name: share_was(id id) -> maybe share_was_row(was text?, receiver_was bytes?)
SELECT was, receiver_was FROM share WHERE id = :id;

-- name: share_forget_was(id id) -> none
UPDATE share SET changed = NULL, was = NULL, receiver_was = NULL WHERE id = :id;

-- name: share_forget_was_before(before time) -> count
UPDATE share SET changed = NULL, was = NULL, receiver_was = NULL WHERE changed < :before;

-- name: share_forget_was_of(owner id) -> count
UPDATE share SET changed = NULL, was = NULL, receiver_was = NULL
WHERE owner = :owner AND changed IS NOT NULL;

-- name: share_forget_was_by(via public_id) -> count
UPDATE share SET changed = NULL, was = NULL, receiver_was = NULL
WHERE public = :via AND changed IS NOT NULL;

-- Who came by that link, or waits to; who left too, for they may come back.
-- name: share_grants(via public_id) -> many share_grant_row(id id, ends day)
SELECT id, ends FROM passport_grant WHERE via = :via ORDER BY id;

-- name: share_begin_row(id id, begun time, code bytes, hash bytes) -> count
UPDATE share SET begun = :begun, code = :code, hash = :hash WHERE id = :id AND begun IS NULL;

-- One place, when one is left.
-- name: share_take(id id) -> count
UPDATE share SET taken = taken + 1 WHERE id = :id AND taken < places;

-- name: share_end(id id, now time) -> count
UPDATE share SET ended = :now WHERE id = :id AND ended IS NULL;

-- name: share_resume(id id) -> none
UPDATE share SET ended = NULL WHERE id = :id;

-- name: share_drop(id id) -> count
DELETE FROM share WHERE id = :id AND begun IS NULL;

-- name: share_drop_scopes(id id) -> count
DELETE FROM share_scope WHERE share = :id
	AND EXISTS (SELECT 1 FROM share s WHERE s.id = :id AND s.begun IS NULL);

-- Everybody who came by that link goes with it, and comes back when that is undone.
-- name: share_end_grants(via public_id, now time, ended_by text) -> count
UPDATE passport_grant SET ended = :now, ended_by = :ended_by WHERE via = :via AND ended IS NULL;

-- name: share_resume_grants(via public_id, ended time) -> count
UPDATE passport_grant SET ended = NULL, ended_by = NULL WHERE via = :via AND ended = :ended;

-- name: share_visitor_count(via public_id) -> one int
SELECT COUNT(*) AS n FROM passport_grant WHERE via = :via;

-- How often that person came by that link, and the newest time.
-- name: share_visitor(via public_id, holder id) -> maybe share_visitor_row(id id,
--   public public_id, accepted time?, ends day, ended time?, ended_by text?)
SELECT id, public, accepted, ends, ended, ended_by FROM passport_grant
WHERE via = :via AND holder = :holder ORDER BY id DESC LIMIT 1;

-- Who left and comes back waits for the owner's yes.
-- name: share_wait_again(id id) -> none
UPDATE passport_grant SET ended = NULL, ended_by = NULL, accepted = NULL WHERE id = :id;

-- name: share_accept(id id, now time) -> count
UPDATE passport_grant SET accepted = :now WHERE id = :id AND accepted IS NULL AND ended IS NULL;

-- name: share_answer_add(hash bytes, grant_id id, ends time) -> none
INSERT INTO share_answer (hash, grant_id, ends) VALUES (:hash, :grant_id, :ends);

-- Was the owner asked about that visitor since? By the end of the key in the mail.
-- name: share_answer_since(grant_id id, ends time) -> one int
SELECT COUNT(*) AS n FROM share_answer WHERE grant_id = :grant_id AND ends > :ends;

-- name: share_answer_find(hash bytes, now time) -> maybe share_answer_row(grant_id id, owner id,
--   owner_public public_id, grant_public public_id, holder id, name text, made time,
--   accepted time?, ended time?, ends day)
SELECT g.id AS grant_id, g.owner, o.public AS owner_public, g.public AS grant_public, g.holder,
	COALESCE(h.full_name, h.name) AS name,
	g.made, g.accepted, g.ended, g.ends
FROM share_answer a JOIN passport_grant g ON g.id = a.grant_id
JOIN person o ON o.id = g.owner JOIN person h ON h.id = g.holder
WHERE a.hash = :hash AND a.ends >= :now;

-- name: share_answer_due(before time) -> one int
SELECT COUNT(*) AS n FROM share_answer WHERE ends < :before;

-- name: share_answer_clear(before time) -> count
DELETE FROM share_answer WHERE ends < :before;

-- What came to a receiver by live links: what is open first, then the newest; what is over too,
-- as a fact.
-- name: share_received_rows(holder id, today day, most int) -> many share_received_row(id id,
--   public public_id, owner id, owner_public public_id, name text, made time, accepted time?,
--   ends day, ended time?, ended_by text?, looked time?, handled time?, photo public_id?)
SELECT g.id, g.public, g.owner, p.public AS owner_public,
	COALESCE(p.full_name, p.name) AS name, g.made, g.accepted, g.ends,
	g.ended, g.ended_by, g.looked, h.at AS handled,
	CASE WHEN EXISTS (SELECT 1 FROM grant_scope s WHERE s.grant_id = g.id) THEN p.photo END
		AS photo
FROM passport_grant g JOIN person p ON p.id = g.owner
LEFT JOIN share_handled h ON h.grant_id = g.id
WHERE g.holder = :holder AND g.kind = 'receiver'
ORDER BY CASE WHEN g.ended IS NULL AND g.ends >= :today THEN 0 ELSE 1 END, g.id DESC LIMIT :most;

-- name: share_received_row_of(holder id, public public_id) -> maybe share_received_row
SELECT g.id, g.public, g.owner, p.public AS owner_public,
	COALESCE(p.full_name, p.name) AS name, g.made, g.accepted, g.ends,
	g.ended, g.ended_by, g.looked, h.at AS handled,
	CASE WHEN EXISTS (SELECT 1 FROM grant_scope s WHERE s.grant_id = g.id) THEN p.photo END
		AS photo
FROM passport_grant g JOIN person p ON p.id = g.owner
LEFT JOIN share_handled h ON h.grant_id = g.id
WHERE g.holder = :holder AND g.public = :public AND g.kind = 'receiver';

-- name: share_received_one(holder id, public public_id) -> maybe id
SELECT id FROM passport_grant
WHERE holder = :holder AND public = :public AND kind = 'receiver';

-- name: share_handle(grant_id id, at time) -> none
INSERT INTO share_handled (grant_id, at) VALUES (:grant_id, :at)
ON CONFLICT (grant_id) DO NOTHING;

-- name: share_unhandle(grant_id id) -> count
DELETE FROM share_handled WHERE grant_id = :grant_id;
