-- Minutes of order books. The first summary known of a minute stays.
CREATE TABLE book_summaries (
    venue              TEXT    NOT NULL,
    symbol             TEXT    NOT NULL,
    minute             INTEGER NOT NULL,
    known_at           INTEGER NOT NULL,
    best_bid           ANY     NOT NULL,
    best_ask           ANY     NOT NULL,
    spread_bps         REAL    NOT NULL,
    bid_depth_usd      REAL    NOT NULL,
    ask_depth_usd      REAL    NOT NULL,
    near_bid_depth_usd REAL    NOT NULL,
    near_ask_depth_usd REAL    NOT NULL,
    imbalance          REAL    NOT NULL,
    updates            INTEGER NOT NULL,
    trusted_seconds    REAL    NOT NULL,
    PRIMARY KEY (venue, symbol, minute)
) STRICT, WITHOUT ROWID;

CREATE INDEX book_summaries_by_minute ON book_summaries (minute);

CREATE TRIGGER book_summaries_are_never_updated BEFORE UPDATE ON book_summaries
BEGIN
    SELECT RAISE (ABORT, 'book_summaries is append-only');
END;
