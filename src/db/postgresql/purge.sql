-- Answers with the command that purges the store: small tables are written anew.
SELECT CASE WHEN sum(pg_table_size(oid)) < 67108864 THEN 'VACUUM (FULL) ' ELSE 'VACUUM ' END
	|| string_agg(oid::regclass::text, ', ')
FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace;
