-- Who changed what: entries are never changed nor removed, and each entry's hash covers the one before it. The head's row is what whoever appends locks.
CREATE TABLE audit_trail (
    number  INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    node    TEXT    NOT NULL,
    id      TEXT    NOT NULL UNIQUE,
    actor   TEXT    NOT NULL,
    address TEXT,
    action  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    before  TEXT,
    after   TEXT,
    hash    TEXT    NOT NULL
) STRICT;

CREATE TABLE audit_head (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    number INTEGER NOT NULL,
    hash   TEXT
) STRICT;

INSERT INTO audit_head (id, number, hash) VALUES (1, 0, NULL);

CREATE TRIGGER audit_trail_is_never_updated BEFORE UPDATE ON audit_trail
BEGIN
    SELECT RAISE (ABORT, 'audit_trail is append-only');
END;

CREATE TRIGGER audit_trail_is_never_deleted BEFORE DELETE ON audit_trail
BEGIN
    SELECT RAISE (ABORT, 'audit_trail is append-only');
END;

CREATE TRIGGER audit_head_is_never_deleted BEFORE DELETE ON audit_head
BEGIN
    SELECT RAISE (ABORT, 'audit_head is never deleted');
END;
