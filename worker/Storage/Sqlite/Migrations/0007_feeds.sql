-- Perpetual futures by venue and coin, and their hours. The first value known of an hour stays.
CREATE TABLE perpetuals (
    id              INTEGER PRIMARY KEY,
    venue           TEXT    NOT NULL,
    symbol          TEXT    NOT NULL,
    latest_known_at INTEGER NOT NULL,
    UNIQUE (venue, symbol)
) STRICT;

-- kind 0: funding rate of so many hours; 1: open interest in USD. Numbers as in candles.
CREATE TABLE perpetual_points (
    perpetual_id   INTEGER NOT NULL REFERENCES perpetuals (id),
    kind           INTEGER NOT NULL CHECK (kind IN (0, 1)),
    time           INTEGER NOT NULL,
    known_at       INTEGER NOT NULL,
    value          ANY     NOT NULL,
    interval_hours INTEGER,
    PRIMARY KEY (perpetual_id, kind, time)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER perpetual_points_are_never_updated BEFORE UPDATE ON perpetual_points
BEGIN
    SELECT RAISE (ABORT, 'perpetual_points is append-only');
END;

-- When a scan's candidates were decided on; null where no decision was timed, as in all scans before.
ALTER TABLE scans ADD COLUMN decided_at INTEGER;
