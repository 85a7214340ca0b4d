-- Append-only: a detection is never changed afterwards.
CREATE TABLE regime_history (
    at       INTEGER PRIMARY KEY,
    state    TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE TRIGGER regime_history_is_never_updated BEFORE UPDATE ON regime_history
BEGIN
    SELECT RAISE (ABORT, 'regime_history is append-only');
END;

CREATE TRIGGER regime_history_is_never_deleted BEFORE DELETE ON regime_history
BEGIN
    SELECT RAISE (ABORT, 'regime_history is append-only');
END;
