ALTER TABLE answer ADD COLUMN length int NOT NULL DEFAULT 0;
CREATE TABLE note (
	number int NOT NULL,
	body text NOT NULL,
	PRIMARY KEY (number)
);
INSERT INTO note (number, body) VALUES (1, 'the first; a ''quoted'' "one" \n');
