-- What organisations want of who shares a passport with them (src/app/receiver.c).

-- name: receiver_put(organisation id, purpose text, takes_link bool, takes_paper bool,
--   paper_ends day?, scopes text, leave_at text) -> none
INSERT INTO receiver (organisation, purpose, takes_link, takes_paper, paper_ends, scopes, leave_at)
VALUES (:organisation, :purpose, :takes_link, :takes_paper, :paper_ends, :scopes, :leave_at)
ON CONFLICT (organisation) DO UPDATE SET purpose = excluded.purpose,
	takes_link = excluded.takes_link, takes_paper = excluded.takes_paper,
	paper_ends = excluded.paper_ends, scopes = excluded.scopes, leave_at = excluded.leave_at;

-- name: receiver_drop(organisation id) -> count
DELETE FROM receiver WHERE organisation = :organisation;

-- By name.
-- name: receiver_rows(most int) -> many receiver_row(organisation public_id, name text,
--   purpose text, takes_link bool, takes_paper bool, paper_ends day?, scopes text, leave_at text)
SELECT o.public AS organisation, o.name, r.purpose, r.takes_link, r.takes_paper, r.paper_ends,
	r.scopes, r.leave_at
FROM receiver r JOIN organisation o ON o.id = r.organisation ORDER BY o.name_key LIMIT :most;

-- name: receiver_row_of(organisation id) -> maybe receiver_row
SELECT o.public AS organisation, o.name, r.purpose, r.takes_link, r.takes_paper, r.paper_ends,
	r.scopes, r.leave_at
FROM receiver r JOIN organisation o ON o.id = r.organisation WHERE o.id = :organisation;

-- name: receiver_row_by(public public_id) -> maybe receiver_row
SELECT o.public AS organisation, o.name, r.purpose, r.takes_link, r.takes_paper, r.paper_ends,
	r.scopes, r.leave_at
FROM receiver r JOIN organisation o ON o.id = r.organisation WHERE o.public = :public;

-- name: receiver_row_named(name_key text) -> maybe receiver_row
SELECT o.public AS organisation, o.name, r.purpose, r.takes_link, r.takes_paper, r.paper_ends,
	r.scopes, r.leave_at
FROM receiver r JOIN organisation o ON o.id = r.organisation WHERE o.name_key = :name_key;
