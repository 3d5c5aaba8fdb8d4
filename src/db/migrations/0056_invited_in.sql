-- In which language a participant was invited: as long as they chose none, their certificate is in
-- it. A tag; empty: nobody invited them by mail.
ALTER TABLE participant ADD COLUMN invited_in text NOT NULL DEFAULT '';
