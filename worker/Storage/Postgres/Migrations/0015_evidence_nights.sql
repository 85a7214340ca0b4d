-- What was known each night of the worth of stored scans: the figures as compressed JSON, a few kilobytes a night, kept for ever.
CREATE TABLE evidence_nights (
    at       bigint  PRIMARY KEY,
    run_id   text    NOT NULL,
    scans    bigint  NOT NULL,
    document bytea   NOT NULL
);

CREATE TRIGGER evidence_nights_are_never_changed BEFORE UPDATE OR DELETE ON evidence_nights FOR EACH ROW EXECUTE FUNCTION refuse_update('evidence_nights');
