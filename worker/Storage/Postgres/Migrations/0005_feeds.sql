-- Perpetual futures by venue and coin, and their hours. The first value known of an hour stays.
CREATE TABLE perpetuals (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    venue           text   NOT NULL,
    symbol          text   NOT NULL,
    latest_known_at bigint NOT NULL,
    UNIQUE (venue, symbol)
);

-- kind 0: funding rate of so many hours; 1: open interest in USD.
CREATE TABLE perpetual_points (
    perpetual_id   bigint  NOT NULL REFERENCES perpetuals (id),
    kind           integer NOT NULL CHECK (kind IN (0, 1)),
    time           bigint  NOT NULL,
    known_at       bigint  NOT NULL,
    value          numeric NOT NULL,
    interval_hours integer,
    PRIMARY KEY (perpetual_id, kind, time)
);

CREATE TRIGGER perpetual_points_are_never_updated BEFORE UPDATE ON perpetual_points FOR EACH ROW EXECUTE FUNCTION refuse_update('perpetual_points');

-- Minutes of order books, a partition a day. The first summary known of a minute stays.
CREATE TABLE book_summaries (
    venue              text    NOT NULL,
    symbol             text    NOT NULL,
    minute             bigint  NOT NULL,
    known_at           bigint  NOT NULL,
    best_bid           numeric NOT NULL,
    best_ask           numeric NOT NULL,
    spread_bps         double precision NOT NULL,
    bid_depth_usd      double precision NOT NULL,
    ask_depth_usd      double precision NOT NULL,
    near_bid_depth_usd double precision NOT NULL,
    near_ask_depth_usd double precision NOT NULL,
    imbalance          double precision NOT NULL,
    updates            integer NOT NULL,
    trusted_seconds    double precision NOT NULL,
    PRIMARY KEY (venue, symbol, minute)
) PARTITION BY RANGE (minute);

CREATE TRIGGER book_summaries_are_never_updated BEFORE UPDATE ON book_summaries FOR EACH ROW EXECUTE FUNCTION refuse_update('book_summaries');
