-- Reads every row of every table of the store (page checksums, rows out of line), looks for
-- references to what is not there, and checks the indexes where the server can (amcheck).
DO $check$
DECLARE
	item record;
	count bigint;
BEGIN
	PERFORM set_config('statement_timeout', '0', true);
	FOR item IN SELECT oid::regclass AS name FROM pg_class
		WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
	LOOP
		EXECUTE format('SELECT sum(length(t::text)) FROM %s t', item.name) INTO count;
	END LOOP;
	FOR item IN SELECT r.conname,
			r.conrelid::regclass AS child, r.confrelid::regclass AS parent,
			string_agg(format('c.%I = p.%I', c.attname, p.attname), ' AND ') AS same,
			string_agg(format('c.%I IS NOT NULL', c.attname), ' AND ') AS there
		FROM pg_constraint r
		CROSS JOIN LATERAL unnest(r.conkey, r.confkey) AS pair (own, other)
		JOIN pg_attribute c ON c.attrelid = r.conrelid AND c.attnum = pair.own
		JOIN pg_attribute p ON p.attrelid = r.confrelid AND p.attnum = pair.other
		WHERE r.contype = 'f' AND r.connamespace = current_schema()::regnamespace
		GROUP BY r.conname, r.conrelid, r.confrelid
	LOOP
		EXECUTE format('SELECT count(*) FROM %s c WHERE %s AND NOT EXISTS '
				'(SELECT 1 FROM %s p WHERE %s)',
			item.child, item.there, item.parent, item.same) INTO count;
		IF count > 0 THEN
			RAISE EXCEPTION 'the reference % does not hold', item.conname
				USING ERRCODE = 'XX001';
		END IF;
	END LOOP;
	IF to_regprocedure('bt_index_check(regclass, boolean)') IS NOT NULL THEN
		FOR item IN SELECT i.oid::regclass AS name
			FROM pg_class i JOIN pg_am a ON a.oid = i.relam
			WHERE i.relnamespace = current_schema()::regnamespace AND i.relkind = 'i'
				AND a.amname = 'btree'
		LOOP
			EXECUTE format('SELECT bt_index_check(%L::regclass, true)', item.name);
		END LOOP;
	END IF;
END
$check$;
