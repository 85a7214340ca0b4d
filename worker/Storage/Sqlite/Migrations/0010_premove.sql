-- Sweeps of the pre-movement detector. What a list and a chart need is in columns for ever; the whole record is kept in a table of its own for as long as explanations are.
CREATE TABLE premove_sweeps (
    at         INTEGER PRIMARY KEY,
    run_id     TEXT    NOT NULL,
    input_hash TEXT    NOT NULL,
    regime     TEXT    NOT NULL,
    coins      INTEGER NOT NULL,
    scored     INTEGER NOT NULL,
    confirmed  INTEGER NOT NULL,
    candidates INTEGER NOT NULL,
    alerts     INTEGER NOT NULL,
    best       TEXT,
    best_score REAL
) STRICT;

CREATE TABLE premove_documents (
    at       INTEGER PRIMARY KEY REFERENCES premove_sweeps (at),
    document BLOB NOT NULL
) STRICT;

-- points: a JSON array of the eleven components' points, null where one was absent.
CREATE TABLE premove_coins (
    symbol           TEXT    NOT NULL,
    at               INTEGER NOT NULL REFERENCES premove_sweeps (at),
    rank             INTEGER NOT NULL,
    score            REAL,
    points_available REAL    NOT NULL,
    state            TEXT,
    verdict          TEXT    NOT NULL,
    met              INTEGER NOT NULL,
    is_confirmed     INTEGER NOT NULL,
    alert            TEXT,
    points           TEXT    NOT NULL,
    PRIMARY KEY (symbol, at)
) STRICT, WITHOUT ROWID;

CREATE INDEX premove_alerts ON premove_coins (at) WHERE alert IS NOT NULL;

CREATE TRIGGER premove_sweeps_are_never_updated BEFORE UPDATE ON premove_sweeps
BEGIN
    SELECT RAISE (ABORT, 'premove_sweeps is append-only');
END;

CREATE TRIGGER premove_sweeps_are_never_deleted BEFORE DELETE ON premove_sweeps
BEGIN
    SELECT RAISE (ABORT, 'premove_sweeps is append-only');
END;

CREATE TRIGGER premove_documents_are_never_updated BEFORE UPDATE ON premove_documents
BEGIN
    SELECT RAISE (ABORT, 'premove_documents is append-only');
END;

CREATE TRIGGER premove_coins_are_never_updated BEFORE UPDATE ON premove_coins
BEGIN
    SELECT RAISE (ABORT, 'premove_coins is append-only');
END;

CREATE TRIGGER premove_coins_are_never_deleted BEFORE DELETE ON premove_coins
BEGIN
    SELECT RAISE (ABORT, 'premove_coins is append-only');
END;

-- Trades in bars of 15 min. The first bar known of a quarter stays.
CREATE TABLE trade_bars (
    venue        TEXT    NOT NULL,
    open_time    INTEGER NOT NULL,
    symbol       TEXT    NOT NULL,
    known_at     INTEGER NOT NULL,
    buy_usd      REAL    NOT NULL,
    sell_usd     REAL    NOT NULL,
    price_change REAL    NOT NULL,
    trades       INTEGER NOT NULL,
    PRIMARY KEY (venue, open_time, symbol)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER trade_bars_are_never_updated BEFORE UPDATE ON trade_bars
BEGIN
    SELECT RAISE (ABORT, 'trade_bars is append-only');
END;
