-- Beside the detections, append-only like them: a detection without opinions has no row.
CREATE TABLE regime_opinions (
    at       INTEGER PRIMARY KEY,
    document TEXT NOT NULL
) STRICT;

CREATE TRIGGER regime_opinions_are_never_updated BEFORE UPDATE ON regime_opinions
BEGIN
    SELECT RAISE (ABORT, 'regime_opinions is append-only');
END;

CREATE TRIGGER regime_opinions_are_never_deleted BEFORE DELETE ON regime_opinions
BEGIN
    SELECT RAISE (ABORT, 'regime_opinions is append-only');
END;
