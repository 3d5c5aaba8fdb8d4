-- Reminders that go out by themselves before a deadline: never, once, or twice.
ALTER TABLE project ADD COLUMN reminders text NOT NULL DEFAULT 'once';
-- A participant who wants none.
ALTER TABLE participant ADD COLUMN unreminded bool NOT NULL DEFAULT FALSE;
