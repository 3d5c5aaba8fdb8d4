-- How far a replica has followed; NULL when it follows nobody.
SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint;
