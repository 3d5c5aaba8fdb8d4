-- The whole name of who wants it to be known; NULL: what they are called does for that too.
ALTER TABLE person ADD COLUMN full_name text;
-- When somebody began anew beside the account of this card (src/app/card_anew.c).
ALTER TABLE card ADD COLUMN anew time;
