-- Credentials that the installation issues (src/app/issuer.c).

-- The one that positions are dealt of.
-- name: credential_list_last() -> maybe credential_list_row(number int, taken bytes)
SELECT number, taken FROM credential_list ORDER BY number DESC LIMIT 1;

-- name: credential_list_put(number int, taken bytes) -> none
INSERT INTO credential_list (number, taken) VALUES (:number, :taken)
ON CONFLICT (number) DO UPDATE SET taken = excluded.taken;

-- name: credential_list_get(number int) -> maybe credential_list_row
SELECT number, taken FROM credential_list WHERE number = :number;

-- When the last of them ended; 0: none did.
-- name: credential_list_changed(number int) -> one time
SELECT COALESCE(MAX(changed), 0) AS changed FROM certificate
WHERE status_list = :number AND status_at IS NOT NULL AND state <> 'valid';

-- Of credentials that are not valid any more.
-- name: credential_list_ended(number int) -> many int
SELECT status_at FROM certificate
WHERE status_list = :number AND status_at IS NOT NULL AND state <> 'valid' ORDER BY status_at;
