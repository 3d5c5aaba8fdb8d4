-- The audit log (src/app/audit*.c).

-- name: audit_add(at time, actor public_id?, subject public_id?, action text, result text,
--   object text, object_id text, browser text, system text) -> one id
INSERT INTO audit (at, actor, subject, action, result, object, object_id, browser, system)
VALUES (:at, :actor, :subject, :action, :result, :object, :object_id, :browser, :system)
RETURNING id;

-- name: audit_wait(audit id) -> none
INSERT INTO audit_waiting (audit) VALUES (:audit);

-- What a person sees: newest first.
-- name: audit_about(subject public_id, most int, skip int) -> many audit_about_row(at time,
--   action text, result text, browser text, system text)
SELECT at, action, result, browser, system FROM audit WHERE subject = :subject
ORDER BY at DESC, id DESC LIMIT :most OFFSET :skip;

-- The rows to chain next.
-- name: audit_next(most int) -> many audit_row(id id, at time, actor public_id?,
--   subject public_id?, action text, result text, object text, object_id text, browser text,
--   system text)
SELECT a.id, a.at, a.actor, a.subject, a.action, a.result, a.object, a.object_id, a.browser,
	a.system
FROM audit_waiting w JOIN audit a ON a.id = w.audit ORDER BY w.audit LIMIT :most;

-- name: audit_unwait(audits id[]) -> count
DELETE FROM audit_waiting WHERE audit IN (:audits);

-- name: audit_link_add(place int, audit id, hash bytes) -> none
INSERT INTO audit_chain (place, audit, hash) VALUES (:place, :audit, :hash);

-- name: audit_last_link() -> maybe audit_last_link_row(place int, hash bytes)
SELECT place, hash FROM audit_chain ORDER BY place DESC LIMIT 1;

-- name: audit_point_add(first int, last int, at time, signature bytes) -> none
INSERT INTO audit_point (first, last, at, signature) VALUES (:first, :last, :at, :signature);

-- name: audit_points(after int, most int) -> many audit_point_row(first int, last int, at time,
--   signature bytes)
SELECT first, last, at, signature FROM audit_point WHERE last > :after
ORDER BY last LIMIT :most;

-- name: audit_links(after int, most int) -> many audit_link_row(place int, audit id, hash bytes)
SELECT place, audit, hash FROM audit_chain WHERE place > :after ORDER BY place LIMIT :most;

-- name: audit_rows(audits id[]) -> many audit_row
SELECT id, at, actor, subject, action, result, object, object_id, browser, system
FROM audit WHERE id IN (:audits) ORDER BY id;

-- Rows that wait, and the first that is there but neither waits nor is in the chain.
-- name: audit_waiting_count() -> one int
SELECT COUNT(*) AS n FROM audit_waiting;

-- name: audit_stray() -> maybe id
SELECT a.id FROM audit a WHERE NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.audit = a.id)
	AND NOT EXISTS (SELECT 1 FROM audit_waiting w WHERE w.audit = a.id)
ORDER BY a.id LIMIT 1;

-- The first that waits but is not there.
-- name: audit_lost() -> maybe id
SELECT w.audit FROM audit_waiting w
WHERE NOT EXISTS (SELECT 1 FROM audit a WHERE a.id = w.audit) ORDER BY w.audit LIMIT 1;
