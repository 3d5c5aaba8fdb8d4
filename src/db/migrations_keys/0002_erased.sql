-- Who was erased: of these nobody's name comes back when an older copy of the content is restored.
CREATE TABLE erased (
	owner public_id NOT NULL,
	at time NOT NULL,
	PRIMARY KEY (owner)
);
