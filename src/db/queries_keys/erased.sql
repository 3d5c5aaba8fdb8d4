-- name: key_erased_put(owner public_id, at time) -> none
INSERT INTO erased (owner, at) VALUES (:owner, :at) ON CONFLICT (owner) DO NOTHING;

-- In order: from the first on, then after the last.
-- name: key_erased_first(most int) -> many public_id
SELECT owner FROM erased ORDER BY owner LIMIT :most;

-- name: key_erased_after(last public_id, most int) -> many public_id
SELECT owner FROM erased WHERE owner > :last ORDER BY owner LIMIT :most;

-- name: key_erased_among(owners public_id[]) -> many public_id
SELECT owner FROM erased WHERE owner IN (:owners) ORDER BY owner;
