-- Who changed what: entries are never changed nor removed, and each entry's hash covers the one before it. The head's row is what whoever appends locks.
CREATE TABLE audit_trail (
    number  bigint PRIMARY KEY,
    at      bigint NOT NULL,
    node    text   NOT NULL,
    id      text   NOT NULL UNIQUE,
    actor   text   NOT NULL,
    address text,
    action  text   NOT NULL,
    subject text   NOT NULL,
    before  text,
    after   text,
    hash    text   NOT NULL
);

CREATE TABLE audit_head (
    id     bigint PRIMARY KEY CHECK (id = 1),
    number bigint NOT NULL,
    hash   text
);

INSERT INTO audit_head (id, number, hash) VALUES (1, 0, NULL);

CREATE TRIGGER audit_trail_is_never_changed BEFORE UPDATE OR DELETE ON audit_trail FOR EACH ROW EXECUTE FUNCTION refuse_update('audit_trail');
CREATE TRIGGER audit_head_is_never_deleted BEFORE DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION refuse_update('audit_head');
