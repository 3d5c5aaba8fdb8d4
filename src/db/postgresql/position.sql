-- How far the log of a server has been written.
SELECT (pg_current_wal_lsn() - '0/0')::bigint;
