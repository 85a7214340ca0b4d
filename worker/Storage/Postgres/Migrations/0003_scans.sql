CREATE TABLE scans (
    seq              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scan_id          text    NOT NULL UNIQUE,
    as_of            bigint  NOT NULL,
    known_at         bigint  NOT NULL,
    source           text    NOT NULL,
    job              text    NOT NULL,
    run_id           text    NOT NULL,
    venue            text    NOT NULL,
    regime           text    NOT NULL,
    total            integer NOT NULL,
    scored           integer NOT NULL,
    candidates       integer NOT NULL,
    best             text,
    best_final       double precision,
    previous_scan_id text,
    -- When its candidates were decided on; null where no decision was timed.
    decided_at       bigint,
    -- Brotli over JSON: the result without its candidates; the inputs beside the candles.
    result           bytea   NOT NULL,
    inputs           bytea   NOT NULL
);

CREATE INDEX scans_by_time ON scans (as_of, seq);

CREATE TABLE scan_candidates (
    scan_seq  bigint  NOT NULL REFERENCES scans (seq) ON DELETE CASCADE,
    position  bigint  NOT NULL,
    symbol    text    NOT NULL,
    as_of     bigint  NOT NULL,
    rank      integer NOT NULL,
    final     double precision NOT NULL,
    composite double precision NOT NULL,
    verdict   text    NOT NULL,
    momentum  double precision NOT NULL,
    technical double precision NOT NULL,
    volume    double precision NOT NULL,
    quality   double precision NOT NULL,
    catalyst  double precision NOT NULL,
    PRIMARY KEY (scan_seq, position)
);

CREATE INDEX scan_candidates_by_symbol ON scan_candidates (symbol, as_of, scan_seq);

-- Explanations of a scan in chunks of neighbouring positions: compressed together they share their words, and one is still read quickly.
CREATE TABLE explanations (
    scan_seq bigint NOT NULL REFERENCES scans (seq) ON DELETE CASCADE,
    chunk    bigint NOT NULL,
    document bytea  NOT NULL,
    PRIMARY KEY (scan_seq, chunk)
);
