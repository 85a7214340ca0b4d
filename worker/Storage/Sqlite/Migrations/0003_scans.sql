CREATE TABLE scans (
    seq              INTEGER PRIMARY KEY AUTOINCREMENT,
    scan_id          TEXT    NOT NULL UNIQUE,
    as_of            INTEGER NOT NULL,
    known_at         INTEGER NOT NULL,
    source           TEXT    NOT NULL,
    job              TEXT    NOT NULL,
    run_id           TEXT    NOT NULL,
    venue            TEXT    NOT NULL,
    regime           TEXT    NOT NULL,
    total            INTEGER NOT NULL,
    scored           INTEGER NOT NULL,
    candidates       INTEGER NOT NULL,
    best             TEXT,
    best_final       REAL,
    previous_scan_id TEXT,
    -- Brotli over JSON: the result without its candidates; the inputs beside the candles.
    result           BLOB    NOT NULL,
    inputs           BLOB    NOT NULL
) STRICT;

CREATE INDEX scans_by_time ON scans (as_of, seq);

CREATE TABLE scan_candidates (
    scan_seq  INTEGER NOT NULL REFERENCES scans (seq) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    symbol    TEXT    NOT NULL,
    as_of     INTEGER NOT NULL,
    rank      INTEGER NOT NULL,
    final     REAL    NOT NULL,
    composite REAL    NOT NULL,
    verdict   TEXT    NOT NULL,
    momentum  REAL    NOT NULL,
    technical REAL    NOT NULL,
    volume    REAL    NOT NULL,
    quality   REAL    NOT NULL,
    catalyst  REAL    NOT NULL,
    PRIMARY KEY (scan_seq, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX scan_candidates_by_symbol ON scan_candidates (symbol, as_of, scan_seq);

-- Explanations of a scan in chunks of neighbouring positions: compressed together they share their words, and one is still read quickly.
CREATE TABLE explanations (
    scan_seq INTEGER NOT NULL REFERENCES scans (seq) ON DELETE CASCADE,
    chunk    INTEGER NOT NULL,
    document BLOB    NOT NULL,
    PRIMARY KEY (scan_seq, chunk)
) STRICT;
