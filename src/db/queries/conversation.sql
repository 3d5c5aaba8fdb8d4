-- The conversation about answers (src/app/conversation.c).

-- name: comment_add(owner id, question text, holder id, made time, public public_id, author id,
--   body bytes) -> none
INSERT INTO comment (owner, question, holder, made, public, author, body)
VALUES (:owner, :question, :holder, :made, :public, :author, :body);

-- name: comment_count(owner id, question text, holder id) -> one int
SELECT COUNT(*) AS n FROM comment
WHERE owner = :owner AND question = :question AND holder = :holder;

-- All about one question, thread by thread, the oldest first.
-- name: comments_on(owner id, question text) -> many comment_row(question text, holder id,
--   made time, public public_id, author id, body bytes)
SELECT question, holder, made, public, author, body FROM comment
WHERE owner = :owner AND question = :question ORDER BY holder, made, public;

-- All with one person, question by question.
-- name: comments_with(owner id, holder id, questions text[]) -> many comment_row
SELECT question, holder, made, public, author, body FROM comment
WHERE owner = :owner AND holder = :holder AND question IN (:questions)
ORDER BY question, made, public;

-- name: talk_points_on(owner id, question text) -> many talk_point_row(question text, holder id,
--   asked time?, talked time?)
SELECT question, holder, asked, talked FROM talk_point
WHERE owner = :owner AND question = :question ORDER BY holder;

-- name: talk_points_with(owner id, holder id) -> many talk_point_row
SELECT question, holder, asked, talked FROM talk_point
WHERE owner = :owner AND holder = :holder ORDER BY question;

-- name: talk_point_ask(owner id, question text, holder id, now time) -> none
INSERT INTO talk_point (owner, question, holder, asked) VALUES (:owner, :question, :holder, :now)
ON CONFLICT (owner, question, holder) DO UPDATE SET asked = excluded.asked, talked = NULL;

-- name: talk_asked_since(owner id, holder id, since time) -> one int
SELECT COUNT(*) AS n FROM talk_point
WHERE owner = :owner AND holder = :holder AND asked > :since;

-- name: talk_point_mark(owner id, question text, holder id, talked time?) -> none
INSERT INTO talk_point (owner, question, holder, talked)
VALUES (:owner, :question, :holder, :talked)
ON CONFLICT (owner, question, holder) DO UPDATE SET talked = excluded.talked;

-- The last comment of each conversation, the newest first.
-- name: talk_latest(owner id, most int) -> many talk_latest_row(question text, name text,
--   made time, author id)
SELECT c.question, COALESCE(p.full_name, p.name) AS name, c.made, c.author
FROM (SELECT question, holder, MAX(made) AS latest FROM comment WHERE owner = :owner
	GROUP BY question, holder ORDER BY latest DESC LIMIT :most) t
JOIN comment c ON c.owner = :owner AND c.question = t.question AND c.holder = t.holder
	AND c.made = t.latest
JOIN person p ON p.id = c.holder
ORDER BY c.made DESC, c.public;

-- The same of those two, without whom and when.
-- name: talk_latest_with(owner id, holder id) -> many talk_last_row(question text, author id)
SELECT c.question, c.author
FROM (SELECT question, MAX(made) AS latest FROM comment
	WHERE owner = :owner AND holder = :holder GROUP BY question) t
JOIN comment c ON c.owner = :owner AND c.question = t.question AND c.holder = :holder
	AND c.made = t.latest
ORDER BY c.question, c.public;

-- Who was mailed last about a grant of these two, and when.
-- name: grant_told(owner id, holder id) -> maybe grant_told_row(told_owner time?,
--   told_holder time?)
SELECT told_owner, told_holder FROM passport_grant
WHERE owner = :owner AND holder = :holder AND ended IS NULL ORDER BY id DESC LIMIT 1;

-- name: grant_tell_owner(owner id, holder id, now time) -> none
UPDATE passport_grant SET told_owner = :now
WHERE owner = :owner AND holder = :holder AND ended IS NULL;

-- name: grant_tell_holder(owner id, holder id, now time) -> none
UPDATE passport_grant SET told_holder = :now
WHERE owner = :owner AND holder = :holder AND ended IS NULL;

-- Who may talk about a part with the owner today (holds), and whoever did before.
-- name: talk_partners(owner id, question text, scope text, today day, now time) -> many
--   talk_partner_row(holder id, public public_id, name text, holds int)
SELECT p.id AS holder, p.public, COALESCE(p.full_name, p.name) AS name,
	(SELECT COUNT(*) FROM passport_grant g
	JOIN grant_scope s ON s.grant_id = g.id AND s.scope = :scope
	WHERE g.owner = :owner AND g.holder = p.id AND g.kind <> 'receiver'
		AND g.accepted IS NOT NULL AND g.ended IS NULL AND g.ends >= :today
		AND (g.kind <> 'mentor' OR EXISTS (SELECT 1 FROM membership m
			WHERE m.public = g.via AND m.person = g.holder AND m.role = 'mentor'
			AND m.starts <= :now AND (m.ends IS NULL OR m.ends > :now)
			AND m.ended IS NULL))) AS holds
FROM person p WHERE p.id IN (SELECT g.holder FROM passport_grant g
	JOIN grant_scope s ON s.grant_id = g.id AND s.scope = :scope
	WHERE g.owner = :owner AND g.kind <> 'receiver' AND g.accepted IS NOT NULL
		AND g.ended IS NULL AND g.ends >= :today
		AND (g.kind <> 'mentor' OR EXISTS (SELECT 1 FROM membership m
			WHERE m.public = g.via AND m.person = g.holder AND m.role = 'mentor'
			AND m.starts <= :now AND (m.ends IS NULL OR m.ends > :now)
			AND m.ended IS NULL))
	UNION SELECT c.holder FROM comment c WHERE c.owner = :owner AND c.question = :question)
ORDER BY p.id;
