-- The own pages of who takes part in projects (src/app/participation*.c, participant_invite.c).

-- What was removed is nobody's page.
-- name: participant_whose(public public_id) -> maybe participant_whose_row(participant id,
--   project id, person id?)
SELECT id AS participant, project, person FROM participant
WHERE public = :public AND removed IS NULL;

-- name: participant_by_code(code bytes) -> maybe participant_found_row(participant id,
--   public public_id, state text, body bytes, invited_in text, person id?)
SELECT p.id AS participant, p.public, p.state, p.body, p.invited_in, p.person
FROM participant_code c JOIN participant p ON p.id = c.participant
WHERE c.code = :code AND p.removed IS NULL;

-- name: participant_code_get(participant id) -> maybe participant_code_row(sealed bytes, made time)
SELECT sealed, made FROM participant_code WHERE participant = :participant;

-- name: participant_code_put(participant id, code bytes, sealed bytes, made time) -> none
INSERT INTO participant_code (participant, code, sealed, made)
VALUES (:participant, :code, :sealed, :made)
ON CONFLICT (participant) DO UPDATE
SET code = excluded.code, sealed = excluded.sealed, made = excluded.made;

-- It stops opening anything; with it somebody shows what is theirs (src/app/learning_prove.c).
-- name: participant_code_past_add(participant id) -> count
INSERT INTO participant_code_past (participant, made, code)
SELECT participant, made, code FROM participant_code WHERE participant = :participant
ON CONFLICT (participant, made) DO NOTHING;

-- Only the newest stay.
-- name: participant_code_past_trim(participant id, most int) -> count
DELETE FROM participant_code_past WHERE participant = :participant AND made NOT IN
	(SELECT c.made FROM participant_code_past c WHERE c.participant = :participant
		ORDER BY c.made DESC LIMIT :most);

-- name: participant_session_add(token bytes, participant id, now time) -> none
INSERT INTO participant_session (token, participant, started, seen)
VALUES (:token, :participant, :now, :now);

-- Of a page that an account has, it is over.
-- name: participant_session_get(token bytes) -> maybe participant_session_row(participant id,
--   public public_id, started time, seen time)
SELECT s.participant, p.public, s.started, s.seen
FROM participant_session s JOIN participant p ON p.id = s.participant
WHERE s.token = :token AND p.removed IS NULL AND p.person IS NULL;

-- name: participant_session_touch(token bytes, seen time) -> none
UPDATE participant_session SET seen = :seen WHERE token = :token AND seen < :seen;

-- name: participant_session_end(token bytes, participant id) -> count
DELETE FROM participant_session WHERE token = :token AND participant = :participant;

-- name: participant_session_end_all(participant id) -> count
DELETE FROM participant_session WHERE participant = :participant;

-- name: participant_session_ended(seen_before time, started_before time) -> one int
SELECT COUNT(*) AS n FROM participant_session
WHERE seen < :seen_before OR started < :started_before;

-- name: participant_session_clear(seen_before time, started_before time) -> count
DELETE FROM participant_session WHERE seen < :seen_before OR started < :started_before;

-- name: participant_state_of(participant id) -> maybe participant_state_row(state text)
SELECT state FROM participant WHERE id = :participant;

-- name: participant_set_state(participant id, state text) -> none
UPDATE participant SET state = :state WHERE id = :participant;

-- The same after a certificate, if there is one.
-- name: participant_move(participant id, state text) -> none
UPDATE participant SET state = :state, moved = TRUE WHERE id = :participant;

-- name: participant_set_outcome(participant id, outcome text) -> none
UPDATE participant SET outcome = :outcome, moved = FALSE, delivered = NULL, asked = NULL
WHERE id = :participant;

-- Once, until one is issued.
-- name: participant_set_asked(participant id, now time) -> count
UPDATE participant SET asked = :now WHERE id = :participant AND asked IS NULL;

-- name: participant_clear_outcome(public public_id) -> count
UPDATE participant SET outcome = NULL WHERE public = :public;

-- Not what was delivered after before, or downloaded.
-- name: participant_set_delivered(participant id, now time, before time) -> count
UPDATE participant SET outcome = 'delivered', delivered = :now
WHERE id = :participant AND removed IS NULL AND (outcome IN ('issued', 'reissued')
	OR outcome = 'delivered' AND (delivered IS NULL OR delivered < :before));

-- name: participant_set_downloaded(participant id) -> none
UPDATE participant SET outcome = 'downloaded' WHERE id = :participant AND outcome IS NOT NULL;

-- name: participant_event_add(participant id, at time, person id?, what text, about text?) -> none
INSERT INTO participant_event (participant, at, person, what, about)
VALUES (:participant, :at, :person, :what, :about);

-- The newest first. name: of whoever did it for the organisation.
-- name: participant_events(participant id, most int) -> many participant_event_row(at time,
--   person id?, name text?, what text, about text?)
SELECT e.at, e.person, COALESCE(p.full_name, p.name) AS name, e.what, e.about
FROM participant_event e LEFT JOIN person p ON p.id = e.person
WHERE e.participant = :participant ORDER BY e.id DESC LIMIT :most;

-- Once.
-- name: participant_claim(participant id, person id, now time) -> count
UPDATE participant SET person = :person, claimed = :now
WHERE id = :participant AND person IS NULL;

-- name: participant_unclaim(participant id, person id, after time) -> count
UPDATE participant SET person = NULL, claimed = NULL
WHERE id = :participant AND person = :person AND claimed > :after;

-- name: erase_participant_code(public public_id) -> count
DELETE FROM participant_code WHERE participant IN
	(SELECT id FROM participant WHERE public = :public);

-- name: erase_participant_code_past(public public_id) -> count
DELETE FROM participant_code_past WHERE participant IN
	(SELECT id FROM participant WHERE public = :public);

-- name: erase_participant_session(public public_id) -> count
DELETE FROM participant_session WHERE participant IN
	(SELECT id FROM participant WHERE public = :public);

-- name: erase_participant_event(public public_id) -> count
DELETE FROM participant_event WHERE participant IN
	(SELECT id FROM participant WHERE public = :public);

-- Who leaves takes the way in along; what was entered stays with the organisation.
-- name: erase_participation_code(person id) -> count
DELETE FROM participant_code WHERE participant IN
	(SELECT id FROM participant WHERE person = :person);

-- name: erase_participation_code_past(person id) -> count
DELETE FROM participant_code_past WHERE participant IN
	(SELECT id FROM participant WHERE person = :person);

-- name: erase_participation(person id) -> count
UPDATE participant SET person = NULL, claimed = NULL WHERE person = :person;

-- What stands on the own page. has_certificate: that has what they handed in; is_certified: one is
-- valid; was_withdrawn: none is, and one was.
-- name: participation_whole(participant id) -> maybe participation_row(kind text, given_name text,
--   family_name text, country text, body bytes, state text, claimed time?, deadline day?,
--   invitation bytes?, invited_in text, asked time?, unreminded bool,
--   has_certificate bool, is_certified bool, was_withdrawn bool, handed_in bool, title text,
--   type text, organisation text, closed time?, starts day?, ends day?)
SELECT p.kind, p.given_name, p.family_name, p.country, p.body,
	CASE WHEN p.outcome IS NOT NULL AND NOT p.moved THEN p.outcome ELSE p.state END AS state,
	p.claimed, p.deadline, p.invitation, p.invited_in, p.asked, p.unreminded,
	p.outcome IS NOT NULL AND NOT p.moved AS has_certificate,
	p.outcome IS NOT NULL AS is_certified,
	p.outcome IS NULL AND EXISTS (SELECT 1 FROM certificate c
		WHERE c.participant = p.id AND c.state = 'withdrawn') AS was_withdrawn,
	EXISTS (SELECT 1 FROM learning l
		WHERE l.participant = p.id AND l.submitted IS NOT NULL) AS handed_in,
	j.title, j.type, o.name AS organisation, j.closed,
	(SELECT MIN(a.starts) FROM project_activity a
		WHERE a.project = j.id AND a.removed IS NULL) AS starts,
	(SELECT MAX(a.ends) FROM project_activity a
		WHERE a.project = j.id AND a.removed IS NULL) AS ends
FROM participant p JOIN project j ON j.id = p.project JOIN organisation o ON o.id = j.organisation
WHERE p.id = :participant;

-- What an account has, the newest first.
-- name: participations(person id, most int) -> many participation_list_row(public public_id,
--   state text, claimed time?, deadline day?, title text, type text, organisation text,
--   starts day?, ends day?)
SELECT p.public,
	CASE WHEN p.outcome IS NOT NULL AND NOT p.moved THEN p.outcome ELSE p.state END AS state,
	p.claimed, p.deadline, j.title, j.type, o.name AS organisation,
	(SELECT MIN(a.starts) FROM project_activity a
		WHERE a.project = j.id AND a.removed IS NULL) AS starts,
	(SELECT MAX(a.ends) FROM project_activity a
		WHERE a.project = j.id AND a.removed IS NULL) AS ends
FROM participant p JOIN project j ON j.id = p.project JOIN organisation o ON o.id = j.organisation
WHERE p.person = :person AND p.removed IS NULL ORDER BY p.claimed DESC, p.id DESC LIMIT :most;

-- Only the newest stay.
-- name: participant_event_trim(participant id, most int) -> count
DELETE FROM participant_event WHERE participant = :participant AND id NOT IN
	(SELECT e.id FROM participant_event e WHERE e.participant = :participant
		ORDER BY e.id DESC LIMIT :most);

-- Who got no mail lately, by name: one that did not arrive is none.
-- name: participant_to_invite(project id, only id?, states text[], before time, most int) -> many
--   public_id
SELECT p.public FROM participant p
WHERE p.project = :project AND p.removed IS NULL
	AND CASE WHEN p.outcome IS NOT NULL AND NOT p.moved THEN p.outcome ELSE p.state END
		IN (:states)
	AND (:only IS NULL OR p.editor = :only)
	AND (p.invited IS NULL OR p.invited < :before OR
		(SELECT m.state FROM mail m WHERE m.recipient = p.recipient
			AND m.ended >= p.invited ORDER BY m.id DESC LIMIT 1)
			IN ('refused', 'undelivered'))
ORDER BY p.name_key, p.id LIMIT :most;

-- Of these, the same; a plus keeps SQLite from looking through all of a project for them.
-- recipient: whom the last mail went to; writes: what nobody else has seen.
-- name: participant_chosen(project id, only id?, publics public_id[], before time) -> many
--   participant_invite_row(participant id, public public_id, given_name text, family_name text,
--   state text, body bytes, invitation bytes?, invited_in text, deadline day?, person id?,
--   code bytes?, recipient bytes?, writes bool)
SELECT p.id AS participant, p.public, p.given_name, p.family_name, p.state, p.body, p.invitation,
	p.invited_in, p.deadline, p.person, c.sealed AS code, p.recipient,
	EXISTS (SELECT 1 FROM learning l
		WHERE l.participant = p.id AND l.submitted IS NULL
		AND l.changed > COALESCE(l.shown, 0)) AS writes
FROM participant p LEFT JOIN participant_code c ON c.participant = p.id
WHERE +p.project = :project AND +p.removed IS NULL AND p.public IN (:publics)
	AND (:only IS NULL OR p.editor = :only)
	AND (p.invited IS NULL OR p.invited < :before OR
		(SELECT m.state FROM mail m WHERE m.recipient = p.recipient
			AND m.ended >= p.invited ORDER BY m.id DESC LIMIT 1)
			IN ('refused', 'undelivered'))
ORDER BY p.name_key, p.id;

-- deadline: none leaves it as it is. Nobody who was invited meanwhile, or removed.
-- name: participant_set_invited(participant id, now time, before time, deadline day?,
--   invitation bytes, invited_in text) -> count
UPDATE participant SET invited = :now, deadline = COALESCE(:deadline, deadline),
	invitation = :invitation,
	invited_in = CASE WHEN :invited_in = '' THEN invited_in ELSE :invited_in END
WHERE id = :participant AND removed IS NULL AND (invited IS NULL OR invited < :before OR
		(SELECT m.state FROM mail m WHERE m.recipient = participant.recipient
			AND m.ended >= participant.invited ORDER BY m.id DESC LIMIT 1)
			IN ('refused', 'undelivered'));

-- Where mail goes: the last one, or an address that they say is theirs.
-- name: participant_set_recipient(participant id, recipient bytes) -> none
UPDATE participant SET recipient = :recipient WHERE id = :participant;

-- How far they are: their certificate, unless what they wrote went on; invited, and the last mail
-- since then did not arrive, is bounced.
-- name: participant_state_counts(project id, only id?) -> many participant_state_count(state text,
--   people int)
SELECT s.state, COUNT(*) AS people FROM (SELECT
	CASE WHEN p.outcome IS NOT NULL AND NOT p.moved THEN p.outcome
	WHEN p.state = 'invited' AND (SELECT m.state FROM mail m
		WHERE m.recipient = p.recipient AND m.ended >= p.invited
		ORDER BY m.id DESC LIMIT 1) IN ('refused', 'undelivered')
	THEN 'bounced' ELSE p.state END AS state
	FROM participant p WHERE p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only)) s
GROUP BY s.state;

-- The same of one.
-- name: participant_progress_of(public public_id, project id, only id?) -> maybe
--   participant_progress_row(participant id, state text, person id?, deadline day?,
--   invited_in text)
SELECT p.id AS participant, CASE WHEN p.outcome IS NOT NULL AND NOT p.moved THEN p.outcome
	WHEN p.state = 'invited' AND (SELECT m.state FROM mail m
		WHERE m.recipient = p.recipient AND m.ended >= p.invited
		ORDER BY m.id DESC LIMIT 1) IN ('refused', 'undelivered')
	THEN 'bounced' ELSE p.state END AS state, p.person, p.deadline, p.invited_in
FROM participant p WHERE p.public = :public AND p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only);

-- Whose certificate was not delivered, by name.
-- name: participant_to_deliver(project id, only id?, most int) -> many public_id
SELECT p.public FROM participant p
WHERE p.project = :project AND p.removed IS NULL AND p.outcome IN ('issued', 'reissued')
	AND (:only IS NULL OR p.editor = :only)
ORDER BY p.name_key, p.id LIMIT :most;

-- Of these, who has one; not what was delivered after before, or downloaded.
-- name: participant_deliver_chosen(project id, only id?, publics public_id[], before time) -> many
--   participant_invite_row
SELECT p.id AS participant, p.public, p.given_name, p.family_name, p.state, p.body, p.invitation,
	p.invited_in, p.deadline, p.person, c.sealed AS code, p.recipient,
	EXISTS (SELECT 1 FROM learning l
		WHERE l.participant = p.id AND l.submitted IS NULL
		AND l.changed > COALESCE(l.shown, 0)) AS writes
FROM participant p LEFT JOIN participant_code c ON c.participant = p.id
WHERE +p.project = :project AND +p.removed IS NULL AND (p.outcome IN ('issued', 'reissued')
	OR p.outcome = 'delivered' AND (p.delivered IS NULL OR p.delivered < :before))
	AND (:only IS NULL OR p.editor = :only) AND p.public IN (:publics)
ORDER BY p.name_key, p.id;

-- One of them; nobody who was removed.
-- name: participant_to_mail(participant id) -> maybe participant_invite_row
SELECT p.id AS participant, p.public, p.given_name, p.family_name, p.state, p.body, p.invitation,
	p.invited_in, p.deadline, p.person, c.sealed AS code, p.recipient,
	EXISTS (SELECT 1 FROM learning l
		WHERE l.participant = p.id AND l.submitted IS NULL
		AND l.changed > COALESCE(l.shown, 0)) AS writes
FROM participant p LEFT JOIN participant_code c ON c.participant = p.id
WHERE p.id = :participant AND p.removed IS NULL;

-- What was suggested about what is handed in, since they were told; last: NULL when nothing was.
-- name: participant_news(participant id) -> maybe participant_news_row(title text,
--   organisation text, last time?)
SELECT j.title, o.name AS organisation, (SELECT MAX(c.made) FROM learning_comment c
	JOIN learning l ON l.participant = c.participant
	WHERE c.participant = p.id AND c.author IS NOT NULL AND c.made >= l.submitted
	AND c.made > COALESCE(p.told, 0)) AS last
FROM participant p JOIN project j ON j.id = p.project JOIN organisation o ON o.id = j.organisation
WHERE p.id = :participant AND p.removed IS NULL;

-- Once.
-- name: participant_set_told(participant id, until time) -> count
UPDATE participant SET told = :until
WHERE id = :participant AND removed IS NULL AND (told IS NULL OR told < :until);

-- Who did not answer, with a deadline of these days; nobody who wants no reminder, or whose mail
-- did not arrive.
-- name: participants_due(after int, first day, last day, most int) -> many participant_due_row(
--   participant id, deadline day, invited time, reminders text, title text, organisation text)
SELECT p.id AS participant, p.deadline, p.invited, j.reminders, j.title, o.name AS organisation
FROM participant p JOIN project j ON j.id = p.project JOIN organisation o ON o.id = j.organisation
WHERE p.id > :after AND p.deadline >= :first AND p.deadline <= :last AND p.removed IS NULL
	AND p.invited IS NOT NULL AND NOT p.unreminded AND p.outcome IS NULL
	AND p.state IN ('invited', 'opened', 'writing')
	AND j.closed IS NULL AND j.reminders <> 'never'
	AND COALESCE((SELECT m.state FROM mail m
		WHERE m.recipient = p.recipient AND m.ended >= p.invited
		ORDER BY m.id DESC LIMIT 1), '') NOT IN ('refused', 'undelivered')
ORDER BY p.id LIMIT :most;

-- Once, and only who still did not answer.
-- name: participant_set_reminded(participant id, now time, since time) -> count
UPDATE participant SET invited = :now WHERE id = :participant AND removed IS NULL
	AND invited < :since AND outcome IS NULL AND NOT unreminded
	AND state IN ('invited', 'opened', 'writing');

-- name: participant_set_unreminded(participant id, unreminded bool) -> none
UPDATE participant SET unreminded = :unreminded WHERE id = :participant;
