-- A mentor's learners (src/app/mentor.c): all of them at once, whatever their number.

-- Where somebody is a mentor at that time, by the membership: the organisation's name.
-- name: mentor_place(person id, membership public_id, now time) -> maybe text
SELECT o.name FROM membership m JOIN organisation o ON o.id = m.organisation
WHERE m.public = :membership AND m.person = :person AND m.role = 'mentor' AND m.starts <= :now
	AND (m.ends IS NULL OR m.ends > :now) AND m.ended IS NULL;

-- Who let the holder in as their mentor there, by name; anew: since when they go on in another
-- account.
-- name: mentor_learners(holder id, via public_id, today day, now time, most int) -> many
--   mentor_learner_row(grant_id id, owner id, owner_public public_id, name text, language text,
--   has_mail bool, reminded time?, anew time?)
SELECT g.id AS grant_id, g.owner, p.public AS owner_public,
	COALESCE(p.full_name, p.name) AS name, p.language,
	EXISTS (SELECT 1 FROM address a WHERE a.person = p.id) AS has_mail, g.reminded, c.anew
FROM passport_grant g JOIN person p ON p.id = g.owner LEFT JOIN card c ON c.person = p.id
WHERE g.holder = :holder AND g.via = :via AND g.kind = 'mentor' AND g.accepted IS NOT NULL
	AND g.ended IS NULL AND g.ends >= :today
	AND EXISTS (SELECT 1 FROM membership m
		WHERE m.public = g.via AND m.person = g.holder AND m.role = 'mentor'
		AND m.starts <= :now AND (m.ends IS NULL OR m.ends > :now) AND m.ended IS NULL)
ORDER BY name, g.id LIMIT :most;

-- name: mentor_picks(persons id[]) -> many mentor_pick(person id, choice text, option bytes)
SELECT person, choice, option FROM pick WHERE person IN (:persons) ORDER BY person, choice;

-- name: mentor_marks(persons id[]) -> many mentor_mark(person id, question text, answered bool,
--   changed time)
SELECT person, question, answered, changed FROM answer WHERE person IN (:persons)
ORDER BY person, question;

-- name: mentor_parents(persons id[], today day) -> many id
SELECT DISTINCT owner FROM passport_grant WHERE owner IN (:persons) AND role = 'parent'
	AND ended IS NULL AND ends >= :today
ORDER BY owner;

-- name: mentor_shared(persons id[], today day) -> many id
SELECT DISTINCT owner FROM passport_grant WHERE owner IN (:persons) AND kind = 'receiver'
	AND accepted IS NOT NULL AND ended IS NULL AND ends >= :today
ORDER BY owner;

-- Who wants to talk with the holder about something.
-- name: mentor_waiting(holder id) -> many id
SELECT DISTINCT owner FROM talk_point WHERE holder = :holder AND asked IS NOT NULL
	AND talked IS NULL
ORDER BY owner;

-- name: mentor_reminded(grant_id id, now time, before time) -> count
UPDATE passport_grant SET reminded = :now
WHERE id = :grant_id AND (reminded IS NULL OR reminded <= :before);
