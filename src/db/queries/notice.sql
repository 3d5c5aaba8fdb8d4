-- Which mails people get, and where (src/app/notice_choice.c).

-- name: notice_choices_of(person id) -> many notice_choice_row(kind text, how text)
SELECT kind, how FROM notice_choice WHERE person = :person ORDER BY kind;

-- name: notice_choice_of(person id, kind text) -> maybe text
SELECT how FROM notice_choice WHERE person = :person AND kind = :kind;

-- name: notice_choice_put(person id, kind text, how text) -> none
INSERT INTO notice_choice (person, kind, how) VALUES (:person, :kind, :how)
ON CONFLICT (person, kind) DO UPDATE SET how = excluded.how;

-- name: notice_choice_remove(person id, kind text) -> count
DELETE FROM notice_choice WHERE person = :person AND kind = :kind;

-- name: erase_notice_choice(person id) -> count
DELETE FROM notice_choice WHERE person = :person;

-- name: notice_wait(person id, role text, kind text, last time) -> none
INSERT INTO notice_waiting (person, role, kind, last) VALUES (:person, :role, :kind, :last)
ON CONFLICT (person, role, kind) DO UPDATE SET last = excluded.last;

-- name: notice_waiting_of(person id) -> many notice_waiting_row(role text, kind text, last time)
SELECT role, kind, last FROM notice_waiting WHERE person = :person ORDER BY role, kind;

-- What came up to that time has been told.
-- name: notice_waiting_told(person id, role text, until time) -> count
DELETE FROM notice_waiting WHERE person = :person AND role = :role AND last <= :until;

-- name: notice_waiting_drop(person id, kind text) -> count
DELETE FROM notice_waiting WHERE person = :person AND kind = :kind;

-- name: erase_notice_waiting(person id) -> count
DELETE FROM notice_waiting WHERE person = :person;

-- Where mail goes that is about one of the person's roles (a membership's id, or empty): the
-- address chosen for it, else as address_of.
-- name: address_for(person id, role text) -> maybe text
SELECT a.mail FROM address a LEFT JOIN address_role r
	ON r.mail_key = a.mail_key AND r.person = a.person AND r.role IN ('', :role)
LEFT JOIN address_end e ON e.mail_key = a.mail_key
WHERE a.person = :person
ORDER BY CASE WHEN r.role IS NULL THEN 2 WHEN r.role = '' THEN 1 ELSE 0 END,
	CASE WHEN e.last_day IS NULL THEN 0 ELSE 1 END, a.confirmed, a.mail_key LIMIT 1;

-- The membership as which a mentor looks along.
-- name: mentor_role(owner id, holder id) -> maybe id
SELECT m.id FROM passport_grant g JOIN membership m ON m.public = g.via
WHERE g.owner = :owner AND g.holder = :holder AND g.kind = 'mentor' AND g.ended IS NULL
ORDER BY g.id DESC LIMIT 1;

-- The owner's own, as a learner where that mentor works.
-- name: learner_role(owner id, holder id) -> maybe id
SELECT l.id FROM passport_grant g JOIN membership m ON m.public = g.via
JOIN membership l ON l.organisation = m.organisation AND l.person = g.owner
	AND l.role = 'learner' AND l.ended IS NULL
WHERE g.owner = :owner AND g.holder = :holder AND g.kind = 'mentor' AND g.ended IS NULL
ORDER BY g.id DESC, l.id DESC LIMIT 1;
