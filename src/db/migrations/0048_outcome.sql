-- How far the certificate of a participant is.
-- outcome: issued, reissued, delivered, downloaded; NULL: none is valid.
ALTER TABLE participant ADD COLUMN outcome text;
-- moved: what they learned went on since it was issued, so that state tells how far they are.
ALTER TABLE participant ADD COLUMN moved bool NOT NULL DEFAULT FALSE;
-- delivered: last, by mail or by hand.
ALTER TABLE participant ADD COLUMN delivered time;

UPDATE participant SET outcome = (SELECT CASE WHEN c.fetched IS NOT NULL THEN 'downloaded'
	WHEN c.revision > 1 THEN 'reissued' ELSE 'issued' END FROM certificate c
	WHERE c.participant = participant.id AND c.state = 'valid');
