-- What a live link was before its last change, so that it can be taken back: was is JSON
-- (src/app/share_change.c), receiver_was sealed as receiver is.
ALTER TABLE share ADD COLUMN changed time;
ALTER TABLE share ADD COLUMN was text;
ALTER TABLE share ADD COLUMN receiver_was bytes;
