-- ERR_CONFLICT when an owner has a key: it is never replaced by another.
-- name: data_key_add(owners public_id[], wrapped bytes[], created time) -> none
INSERT INTO data_key (owner, wrapped, created)
SELECT l.owners, l.wrapped, :created FROM LISTS(:owners, :wrapped) AS l;

-- name: data_key_get(owner public_id) -> maybe bytes
SELECT wrapped FROM data_key WHERE owner = :owner;

-- The same key under a new master key.
-- name: data_key_rewrap(owner public_id, wrapped bytes) -> count
UPDATE data_key SET wrapped = :wrapped WHERE owner = :owner;

-- In order, to rewrap all of them: from the first on, then after the last.
-- name: data_key_first(most int) -> many data_key_row(owner public_id, wrapped bytes)
SELECT owner, wrapped FROM data_key ORDER BY owner LIMIT :most;

-- name: data_key_after(last public_id, most int) -> many data_key_row
SELECT owner, wrapped FROM data_key WHERE owner > :last ORDER BY owner LIMIT :most;

-- What they sealed can be read no more; db_purge afterwards.
-- name: data_key_destroy(owners public_id[]) -> count
DELETE FROM data_key WHERE owner IN (:owners);
