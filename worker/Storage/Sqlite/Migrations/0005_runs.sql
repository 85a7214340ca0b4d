CREATE TABLE job_runs (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id        TEXT    NOT NULL UNIQUE,
    job           TEXT    NOT NULL,
    cause         TEXT    NOT NULL,
    scheduled_for INTEGER NOT NULL,
    node          TEXT    NOT NULL,
    started_at    INTEGER NOT NULL,
    ended_at      INTEGER,
    duration_ms   INTEGER,
    outcome       TEXT    NOT NULL CHECK (outcome IN ('running', 'succeeded', 'failed', 'cancelled', 'lost')),
    error         TEXT,
    counts        TEXT    NOT NULL,
    warnings      TEXT    NOT NULL
) STRICT;

-- A slot is taken once; a run that failed, was cancelled or lost gives it back.
CREATE UNIQUE INDEX job_runs_one_per_slot ON job_runs (job, scheduled_for) WHERE outcome IN ('running', 'succeeded');
CREATE INDEX job_runs_by_job ON job_runs (job, started_at, seq);
CREATE INDEX job_runs_by_time ON job_runs (started_at, seq);
