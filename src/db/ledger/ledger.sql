-- name: ledger_list() -> many ledger_row(number int, name text, hash text)
SELECT number, name, hash FROM ledger ORDER BY number;

-- name: ledger_add(number int, name text, hash text, applied_at time) -> none
INSERT INTO ledger (number, name, hash, applied_at) VALUES (:number, :name, :hash, :applied_at);

-- name: ledger_remove(number int) -> none
DELETE FROM ledger WHERE number = :number;
