-- What each run of providers.health said of each venue. Totals are since the process started.
CREATE TABLE venue_history (
    venue         TEXT    NOT NULL,
    at            INTEGER NOT NULL,
    wall_at       INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    reason        TEXT    NOT NULL,
    p99_ms        REAL,
    error_rate    REAL,
    heartbeat_s   REAL,
    completeness  REAL,
    breaker       TEXT,
    budget_left   REAL,
    missed        INTEGER NOT NULL,
    books_dropped INTEGER NOT NULL,
    PRIMARY KEY (venue, at)
) STRICT, WITHOUT ROWID;

CREATE INDEX venue_history_by_time ON venue_history (at);

CREATE TRIGGER venue_history_is_never_updated BEFORE UPDATE ON venue_history
BEGIN
    SELECT RAISE (ABORT, 'venue_history is append-only');
END;
