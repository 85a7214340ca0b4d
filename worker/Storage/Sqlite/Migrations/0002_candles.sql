-- Instants are UTC ticks (100 ns since 0001-01-01) throughout.
CREATE TABLE series (
    id               INTEGER PRIMARY KEY,
    venue            TEXT    NOT NULL,
    symbol           TEXT    NOT NULL,
    interval_seconds INTEGER NOT NULL CHECK (interval_seconds > 0),
    latest_known_at  INTEGER NOT NULL,
    UNIQUE (venue, interval_seconds, symbol)
) STRICT;

-- A version of a candle; a correction is a row with a later known_at, never an update.
-- Numbers hold decimals without loss: an integer is mantissa * 32 + scale, a text the decimal itself where that does not fit.
CREATE TABLE candles (
    series_id    INTEGER NOT NULL REFERENCES series (id),
    open_time    INTEGER NOT NULL,
    known_at     INTEGER NOT NULL,
    open         ANY     NOT NULL,
    high         ANY     NOT NULL,
    low          ANY     NOT NULL,
    close        ANY     NOT NULL,
    volume       ANY     NOT NULL,
    quote_volume ANY,
    trades       INTEGER,
    PRIMARY KEY (series_id, open_time, known_at)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER candles_are_never_updated BEFORE UPDATE ON candles
BEGIN
    SELECT RAISE (ABORT, 'candles are versioned: append a version instead of updating');
END;
