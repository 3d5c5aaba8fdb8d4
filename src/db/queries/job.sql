-- Jobs (src/jobs): ordered, claimed with a lease, tried again, finished.

-- One of the same kind and key takes the earlier time; one that runs, runs again; one given up
-- comes back.
-- name: job_put(kind text, dedupe text?, subject int, run_at time, now time) -> none
INSERT INTO job (kind, dedupe, subject, run_at, lease, tries, ordered)
VALUES (:kind, :dedupe, :subject, :run_at, 0, 0, :now)
ON CONFLICT (kind, dedupe) DO UPDATE SET
	subject = excluded.subject,
	again = CASE WHEN job.lease = 0 THEN NULL
		WHEN job.again < excluded.run_at THEN job.again
		ELSE excluded.run_at END,
	run_at = CASE WHEN job.lease <> 0 THEN job.run_at
		WHEN job.gave_up IS NULL AND job.run_at < excluded.run_at THEN job.run_at
		ELSE excluded.run_at END,
	tries = CASE WHEN job.gave_up IS NULL THEN job.tries ELSE 0 END,
	gave_up = NULL;

-- When the next job is due. Kinds that this program does not know are left to a newer one.
-- name: job_next_time(kinds text[]) -> maybe time
SELECT run_at FROM job WHERE gave_up IS NULL AND kind IN (:kinds) ORDER BY run_at LIMIT 1;

-- One ordered again while it ran begins anew, though its program ended then.
-- name: job_pick(now time, kinds text[]) -> maybe job_row(id id, kind text, subject int, tries int)
-- sqlite:
SELECT id, kind, subject, CASE WHEN again IS NULL THEN tries ELSE 0 END AS tries FROM job
WHERE gave_up IS NULL AND run_at <= :now AND kind IN (:kinds)
ORDER BY run_at, id LIMIT 1;
-- postgresql:
SELECT id, kind, subject, CASE WHEN again IS NULL THEN tries ELSE 0 END AS tries FROM job
WHERE gave_up IS NULL AND run_at <= :now AND kind IN (:kinds)
ORDER BY run_at, id LIMIT 1
FOR UPDATE SKIP LOCKED;

-- Whatever was ordered until now, this run sees.
-- name: job_claim(id id, lease int, now time, until time) -> none
UPDATE job SET lease = :lease, run_at = :until, again = CASE WHEN again > :now THEN again END,
	tries = CASE WHEN again IS NULL THEN tries + 1 ELSE 1 END
WHERE id = :id;

-- name: job_extend(id id, lease int, until time) -> count
UPDATE job SET run_at = :until WHERE id = :id AND lease = :lease;

-- name: job_finish(id id, lease int) -> count
DELETE FROM job WHERE id = :id AND lease = :lease AND again IS NULL;

-- name: job_rerun(id id, lease int) -> count
UPDATE job SET run_at = again, again = NULL, lease = 0, tries = 0, fault = NULL
WHERE id = :id AND lease = :lease AND again IS NOT NULL;

-- name: job_retry(id id, lease int, run_at time, fault text) -> count
UPDATE job SET run_at = :run_at, lease = 0, fault = :fault WHERE id = :id AND lease = :lease;

-- name: job_give_up(id id, lease int, now time, fault text) -> count
UPDATE job SET gave_up = :now, lease = 0, fault = :fault WHERE id = :id AND lease = :lease;

-- name: job_given_up() -> many job_given_up_row(kind text, subject int, tries int, fault text,
--   gave_up time)
SELECT kind, subject, tries, fault, gave_up FROM job WHERE gave_up IS NOT NULL
ORDER BY gave_up DESC LIMIT 100;

-- name: job_forget(before time) -> count
DELETE FROM job WHERE gave_up < :before;
