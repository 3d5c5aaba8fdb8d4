-- Who has not been here for long, and who is leaving (src/app/unused.c, src/app/leave.c).

-- The person came in: whatever was counted or asked before, begins anew.
-- name: last_use_put(person id, at time) -> none
INSERT INTO last_use (person, at, warned) VALUES (:person, :at, 0)
ON CONFLICT (person) DO UPDATE SET at = excluded.at, warned = 0, warned_at = NULL;

-- name: last_use_warn(person id, at time, warned int, warned_at time) -> none
INSERT INTO last_use (person, at, warned, warned_at) VALUES (:person, :at, :warned, :warned_at)
ON CONFLICT (person) DO UPDATE SET warned = excluded.warned, warned_at = excluded.warned_at;

-- Who did not come in since, and is a member of nothing without an end. used: when they last came
-- in; gone: the end of their last membership.
-- name: unused_list(before time, after int, most int) -> many unused_row(person id,
--   public public_id, name text, whole_name text, language text, mail text?, used time,
--   gone time?, warned int, warned_at time?)
SELECT p.id AS person, p.public, p.name, COALESCE(p.full_name, p.name) AS whole_name, p.language,
	(SELECT a.mail FROM address a LEFT JOIN address_role r
		ON r.mail_key = a.mail_key AND r.person = a.person AND r.role = ''
		LEFT JOIN address_end e ON e.mail_key = a.mail_key
		WHERE a.person = p.id
		ORDER BY CASE WHEN r.role IS NULL THEN 1 ELSE 0 END,
			CASE WHEN e.last_day IS NULL THEN 0 ELSE 1 END, a.confirmed, a.mail_key
		LIMIT 1) AS mail,
	COALESCE(u.at, p.made) AS used,
	(SELECT MAX(COALESCE(m.ended, m.ends)) FROM membership m WHERE m.person = p.id) AS gone,
	COALESCE(u.warned, 0) AS warned, u.warned_at
FROM person p LEFT JOIN last_use u ON u.person = p.id
WHERE p.id > :after AND COALESCE(u.at, p.made) <= :before AND p.name <> ''
	AND NOT EXISTS (SELECT 1 FROM leaving l WHERE l.person = p.id)
	AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person = p.id AND m.ended IS NULL
		AND (m.ends IS NULL OR m.ends > :before))
ORDER BY p.id LIMIT :most;

-- The same of one person, whenever they came in.
-- name: unused_get(person id) -> maybe unused_row
SELECT p.id AS person, p.public, p.name, COALESCE(p.full_name, p.name) AS whole_name, p.language,
	(SELECT a.mail FROM address a LEFT JOIN address_role r
		ON r.mail_key = a.mail_key AND r.person = a.person AND r.role = ''
		LEFT JOIN address_end e ON e.mail_key = a.mail_key
		WHERE a.person = p.id
		ORDER BY CASE WHEN r.role IS NULL THEN 1 ELSE 0 END,
			CASE WHEN e.last_day IS NULL THEN 0 ELSE 1 END, a.confirmed, a.mail_key
		LIMIT 1) AS mail,
	COALESCE(u.at, p.made) AS used,
	(SELECT MAX(COALESCE(m.ended, m.ends)) FROM membership m WHERE m.person = p.id) AS gone,
	COALESCE(u.warned, 0) AS warned, u.warned_at
FROM person p LEFT JOIN last_use u ON u.person = p.id
WHERE p.id = :person AND p.name <> '';

-- name: unused_due(before time) -> one int
SELECT COUNT(*) AS n FROM person p LEFT JOIN last_use u ON u.person = p.id
WHERE COALESCE(u.at, p.made) <= :before AND p.name <> ''
	AND NOT EXISTS (SELECT 1 FROM leaving l WHERE l.person = p.id)
	AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person = p.id
		AND (COALESCE(m.ended, m.ends) IS NULL OR COALESCE(m.ended, m.ends) > :before));

-- Asked again, the earlier end holds.
-- name: leaving_put(person id, asked time, ends time) -> none
INSERT INTO leaving (person, asked, ends) VALUES (:person, :asked, :ends)
ON CONFLICT (person) DO UPDATE SET ends =
	CASE WHEN excluded.ends < leaving.ends THEN excluded.ends ELSE leaving.ends END;

-- name: leaving_list(now time, most int) -> many public_id
SELECT p.public FROM leaving l JOIN person p ON p.id = l.person WHERE l.ends <= :now
ORDER BY l.ends, l.person LIMIT :most;

-- The person, when it is time still.
-- name: leaving_over(public public_id, now time) -> maybe id
SELECT l.person AS id FROM leaving l JOIN person p ON p.id = l.person
WHERE p.public = :public AND l.ends <= :now;

-- name: leaving_due(before time) -> one int
SELECT COUNT(*) AS n FROM leaving WHERE asked <= :before;

-- name: registration_due(before time) -> one int
SELECT COUNT(*) AS n FROM registration WHERE made < :before;

-- name: session_ended(seen_before time, started_before time) -> one int
SELECT COUNT(*) AS n FROM session WHERE seen < :seen_before OR started < :started_before;

-- name: rate_due(before time) -> one int
SELECT COUNT(*) AS n FROM rate WHERE paid_off < :before;

-- name: mail_due(before time) -> one int
SELECT COUNT(*) AS n FROM mail WHERE ended < :before;

-- name: job_forget_due(before time) -> one int
SELECT COUNT(*) AS n FROM job WHERE gave_up < :before;

-- name: mailed_code_due(before time) -> one int
SELECT COUNT(*) AS n FROM mailed_code WHERE ends < :before;

-- name: known_browser_due(before time) -> one int
SELECT COUNT(*) AS n FROM known_browser WHERE seen < :before;

-- name: invitation_due(before time) -> one int
SELECT COUNT(*) AS n FROM invitation WHERE ends < :before;

-- Who may look along in the passport today.
-- name: leave_viewers(owner id, today day) -> many leave_viewer(person id, name text,
--   language text)
SELECT DISTINCT h.id AS person, h.name, h.language
FROM passport_grant g JOIN person h ON h.id = g.holder
WHERE g.owner = :owner AND g.accepted IS NOT NULL AND g.ended IS NULL AND g.ends >= :today
ORDER BY h.id;

-- name: leave_grants(owner id, now time, ended_by text) -> count
UPDATE passport_grant SET ended = :now, ended_by = :ended_by, code = NULL
WHERE owner = :owner AND ended IS NULL;

-- name: leave_shares(owner id, now time) -> count
UPDATE share SET ended = :now WHERE owner = :owner AND begun IS NOT NULL AND ended IS NULL;
