-- What is counted of who takes part in a project (src/app/project_numbers.c). only: those of that
-- editor; NULL: everybody.

-- How many got how far; each is counted by what happened, not by the state that came of it.
-- name: participant_funnel(project id, only id?) -> one participant_funnel_row(entered int,
--   invited int, opened int, writing int, submitted int, issued int, fetched int)
SELECT COUNT(*) AS entered,
	COUNT(CASE WHEN f.is_invited THEN 1 END) AS invited,
	COUNT(CASE WHEN f.is_opened THEN 1 END) AS opened,
	COUNT(CASE WHEN f.is_writing THEN 1 END) AS writing,
	COUNT(CASE WHEN f.is_submitted THEN 1 END) AS submitted,
	COUNT(CASE WHEN f.is_issued THEN 1 END) AS issued,
	COUNT(CASE WHEN f.is_fetched THEN 1 END) AS fetched
FROM (SELECT p.invited IS NOT NULL OR p.person IS NOT NULL OR EXISTS (SELECT 1
		FROM participant_code c WHERE c.participant = p.id) AS is_invited,
	p.person IS NOT NULL OR EXISTS (SELECT 1 FROM participant_event e
		WHERE e.participant = p.id AND e.what = 'opened') AS is_opened,
	EXISTS (SELECT 1 FROM learning l WHERE l.participant = p.id) AS is_writing,
	EXISTS (SELECT 1 FROM learning l WHERE l.participant = p.id
		AND l.submitted IS NOT NULL) AS is_submitted,
	EXISTS (SELECT 1 FROM certificate c WHERE c.participant = p.id
		AND c.state = 'valid') AS is_issued,
	EXISTS (SELECT 1 FROM certificate c WHERE c.participant = p.id
		AND c.state = 'valid' AND c.fetched IS NOT NULL) AS is_fetched
	FROM participant p WHERE p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only)) f;

-- Of the first who handed in, so many: how many wrote something about each area.
-- name: learning_area_counts(project id, only id?, most int) -> many learning_area_count(
--   area text, people int)
SELECT t.area, COUNT(DISTINCT t.participant) AS people FROM learning_text t
JOIN (SELECT l.participant FROM learning l JOIN participant p ON p.id = l.participant
	WHERE p.project = :project AND p.removed IS NULL AND l.submitted IS NOT NULL
	AND (:only IS NULL OR p.editor = :only)
	ORDER BY l.submitted, l.participant LIMIT :most) s ON s.participant = t.participant
WHERE t.counts GROUP BY t.area ORDER BY t.area;

-- In which language certificates are to be made: that of the invitation as long as none was chosen;
-- empty: in none in particular.
-- name: participant_language_counts(project id, only id?) -> many participant_language_count(
--   language text, people int)
SELECT s.language, COUNT(*) AS people FROM (SELECT
	CASE WHEN p.language = '' THEN p.invited_in ELSE p.language END AS language
	FROM participant p WHERE p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only)) s
GROUP BY s.language ORDER BY people DESC, s.language;

-- What an extract tells of each; areas: of the framework.
-- name: participant_extract(project id, areas text[], most int) -> many
--   participant_extract_row(kind text, country text, language text, is_submitted bool,
--   is_issued bool, areas int)
SELECT p.kind, p.country,
	CASE WHEN p.language = '' THEN p.invited_in ELSE p.language END AS language,
	EXISTS (SELECT 1 FROM learning l
		WHERE l.participant = p.id AND l.submitted IS NOT NULL) AS is_submitted,
	EXISTS (SELECT 1 FROM certificate c WHERE c.participant = p.id
		AND c.state = 'valid') AS is_issued,
	(SELECT COUNT(DISTINCT t.area) FROM learning_text t JOIN learning l
		ON l.participant = t.participant WHERE t.participant = p.id
		AND t.counts AND t.area IN (:areas) AND l.submitted IS NOT NULL) AS areas
FROM participant p WHERE p.project = :project AND p.removed IS NULL ORDER BY p.id LIMIT :most;

-- --- thanking them, at the end (src/app/participant_thank.c)

-- Who was not thanked yet, how many of them have a certificate; and who was.
-- name: participant_thank_count(project id, only id?) -> one participant_thank_count_row(
--   people int, certified int, thanked int)
SELECT COUNT(CASE WHEN p.thanked IS NULL THEN 1 END) AS people,
	COUNT(CASE WHEN p.thanked IS NULL AND EXISTS (SELECT 1 FROM certificate c
		WHERE c.participant = p.id AND c.state = 'valid') THEN 1 END) AS certified,
	COUNT(p.thanked) AS thanked
FROM participant p WHERE p.project = :project AND p.removed IS NULL
	AND (:only IS NULL OR p.editor = :only);

-- is_opened: they were on their own page, and no card went through the organiser's hands.
-- recipient: whom the mail with its code went to.
-- name: participant_to_thank(project id, only id?, certified bool, most int) -> many
--   participant_thank_row(participant id, public public_id, given_name text, body bytes,
--   person id?, recipient bytes?, is_opened bool)
SELECT p.id AS participant, p.public, p.given_name, p.body, p.person, p.recipient,
	p.person IS NOT NULL OR (EXISTS (SELECT 1 FROM participant_event e
		WHERE e.participant = p.id AND e.what = 'opened')
	AND NOT EXISTS (SELECT 1 FROM participant_event e
		WHERE e.participant = p.id AND e.what = 'card')) AS is_opened
FROM participant p WHERE p.project = :project AND p.removed IS NULL AND p.thanked IS NULL
	AND (NOT :certified OR EXISTS (SELECT 1 FROM certificate c
		WHERE c.participant = p.id AND c.state = 'valid'))
	AND (:only IS NULL OR p.editor = :only)
ORDER BY p.name_key, p.id LIMIT :most;

-- Of these.
-- name: participant_to_thank_of(project id, only id?, publics public_id[]) -> many
--   participant_thank_row
SELECT p.id AS participant, p.public, p.given_name, p.body, p.person, p.recipient,
	p.person IS NOT NULL OR (EXISTS (SELECT 1 FROM participant_event e
		WHERE e.participant = p.id AND e.what = 'opened')
	AND NOT EXISTS (SELECT 1 FROM participant_event e
		WHERE e.participant = p.id AND e.what = 'card')) AS is_opened
FROM participant p WHERE p.project = :project AND p.removed IS NULL AND p.thanked IS NULL
	AND p.public IN (:publics) AND (:only IS NULL OR p.editor = :only)
ORDER BY p.name_key, p.id;

-- Once.
-- name: participant_set_thanked(participant id, now time) -> count
UPDATE participant SET thanked = :now
WHERE id = :participant AND thanked IS NULL AND removed IS NULL;

-- --- a list to sign on

-- name: participant_sign_rows(project id, only id?, skip int, most int) -> many
--   participant_sign_row(given_name text, family_name text, country text)
SELECT given_name, family_name, country FROM participant
WHERE project = :project AND removed IS NULL AND (:only IS NULL OR editor = :only)
ORDER BY name_key, id LIMIT :most OFFSET :skip;
