-- Back-tests: what was asked for, how far it is, what came of it. One is at work at a time.
CREATE TABLE backtests (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT    NOT NULL UNIQUE,
    state         TEXT    NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    verifies      TEXT,
    document      TEXT    NOT NULL,
    started_at    INTEGER,
    ended_at      INTEGER,
    node          TEXT,
    attempt       INTEGER NOT NULL DEFAULT 0,
    beats         INTEGER NOT NULL DEFAULT 0,
    progress      TEXT,
    error         TEXT,
    stamp         TEXT,
    summary       TEXT,
    verification  TEXT,
    stop_asked_by TEXT
) STRICT;
CREATE UNIQUE INDEX backtests_one_at_a_time ON backtests (state) WHERE state = 'running';

-- Report, trades, equity, refusals and reasons as compressed JSON.
CREATE TABLE backtest_parts (
    id     TEXT    NOT NULL,
    part   TEXT    NOT NULL,
    number INTEGER NOT NULL,
    packed BLOB    NOT NULL,
    PRIMARY KEY (id, part, number)
) STRICT;
