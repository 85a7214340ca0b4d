-- What was known each night of the worth of stored scans: the figures as compressed JSON, a few kilobytes a night, kept for ever.
CREATE TABLE evidence_nights (
    at       INTEGER PRIMARY KEY,
    run_id   TEXT    NOT NULL,
    scans    INTEGER NOT NULL,
    document BLOB    NOT NULL
) STRICT;

CREATE TRIGGER evidence_nights_are_never_updated BEFORE UPDATE ON evidence_nights
BEGIN
    SELECT RAISE (ABORT, 'evidence_nights is append-only');
END;

CREATE TRIGGER evidence_nights_are_never_deleted BEFORE DELETE ON evidence_nights
BEGIN
    SELECT RAISE (ABORT, 'evidence_nights is append-only');
END;
