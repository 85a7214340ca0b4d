-- Append-only: a detection and what was thought of it are never changed afterwards.
CREATE TABLE regime_history (
    at       bigint PRIMARY KEY,
    state    text NOT NULL,
    document text NOT NULL
);

CREATE TABLE regime_opinions (
    at       bigint PRIMARY KEY,
    document text NOT NULL
);

CREATE TRIGGER regime_history_is_never_changed BEFORE UPDATE OR DELETE ON regime_history FOR EACH ROW EXECUTE FUNCTION refuse_update('regime_history');
CREATE TRIGGER regime_opinions_are_never_changed BEFORE UPDATE OR DELETE ON regime_opinions FOR EACH ROW EXECUTE FUNCTION refuse_update('regime_opinions');

CREATE TABLE job_runs (
    seq           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id        text   NOT NULL UNIQUE,
    job           text   NOT NULL,
    cause         text   NOT NULL,
    scheduled_for bigint NOT NULL,
    node          text   NOT NULL,
    started_at    bigint NOT NULL,
    ended_at      bigint,
    duration_ms   bigint,
    outcome       text   NOT NULL CHECK (outcome IN ('running', 'succeeded', 'failed', 'cancelled', 'lost')),
    error         text,
    counts        text   NOT NULL,
    warnings      text   NOT NULL
);

-- A slot is taken once; a run that failed, was cancelled or lost gives it back.
CREATE UNIQUE INDEX job_runs_one_per_slot ON job_runs (job, scheduled_for) WHERE outcome IN ('running', 'succeeded');
CREATE INDEX job_runs_by_job ON job_runs (job, started_at, seq);
CREATE INDEX job_runs_by_time ON job_runs (started_at, seq);
