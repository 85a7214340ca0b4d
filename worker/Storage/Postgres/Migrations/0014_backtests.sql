-- Back-tests: what was asked for, how far it is, what came of it. One is at work at a time.
CREATE TABLE backtests (
    seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            text   NOT NULL UNIQUE,
    state         text   NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    verifies      text,
    document      text   NOT NULL,
    started_at    bigint,
    ended_at      bigint,
    node          text,
    attempt       bigint NOT NULL DEFAULT 0,
    beats         bigint NOT NULL DEFAULT 0,
    progress      text,
    error         text,
    stamp         text,
    summary       text,
    verification  text,
    stop_asked_by text
);
CREATE UNIQUE INDEX backtests_one_at_a_time ON backtests (state) WHERE state = 'running';

-- Report, trades, equity, refusals and reasons as compressed JSON.
CREATE TABLE backtest_parts (
    id     text   NOT NULL,
    part   text   NOT NULL,
    number bigint NOT NULL,
    packed bytea  NOT NULL,
    PRIMARY KEY (id, part, number)
);
