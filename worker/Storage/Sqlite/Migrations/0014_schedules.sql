-- When jobs run, as people have set it: one row a job, a change names the version that it replaces.
CREATE TABLE job_schedules (
    job      TEXT    NOT NULL PRIMARY KEY,
    version  INTEGER NOT NULL,
    document TEXT    NOT NULL
) STRICT;

-- Who serves this store. A node counts its beats; one whose count stands still is gone.
CREATE TABLE job_nodes (
    node       TEXT    NOT NULL PRIMARY KEY,
    started_at INTEGER NOT NULL,
    seen_at    INTEGER NOT NULL,
    beats      INTEGER NOT NULL
) STRICT;

-- What a run said, oldest first.
CREATE TABLE job_log (
    run_id TEXT    NOT NULL,
    line   INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    level  TEXT    NOT NULL,
    text   TEXT    NOT NULL,
    PRIMARY KEY (run_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_runs_next (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id          TEXT    NOT NULL UNIQUE,
    job             TEXT    NOT NULL,
    cause           TEXT    NOT NULL,
    scheduled_for   INTEGER NOT NULL,
    node            TEXT    NOT NULL,
    started_at      INTEGER NOT NULL,
    ended_at        INTEGER,
    duration_ms     INTEGER,
    outcome         TEXT    NOT NULL CHECK (outcome IN ('running', 'succeeded', 'failed', 'cancelled', 'lost', 'missed')),
    error           TEXT,
    counts          TEXT    NOT NULL,
    warnings        TEXT    NOT NULL,
    attempt         INTEGER NOT NULL DEFAULT 1,
    attempts        INTEGER NOT NULL DEFAULT 1,
    options_version INTEGER,
    asked_by        TEXT,
    stop_asked_by   TEXT
) STRICT;

INSERT INTO job_runs_next (seq, run_id, job, cause, scheduled_for, node, started_at, ended_at, duration_ms, outcome, error, counts, warnings)
SELECT seq, run_id, job, cause, scheduled_for, node, started_at, ended_at, duration_ms, CASE outcome WHEN 'running' THEN 'lost' ELSE outcome END,
       CASE outcome WHEN 'running' THEN 'Its process ended before it did.' ELSE error END, counts, warnings FROM job_runs;

DROP TABLE job_runs;
ALTER TABLE job_runs_next RENAME TO job_runs;

-- A slot is taken once; a run that failed, was cancelled or lost gives it back. A job has one run at a time, wherever. A slot is missed once.
CREATE UNIQUE INDEX job_runs_one_per_slot ON job_runs (job, scheduled_for) WHERE outcome IN ('running', 'succeeded');
CREATE UNIQUE INDEX job_runs_one_at_a_time ON job_runs (job) WHERE outcome = 'running';
CREATE UNIQUE INDEX job_runs_missed_once ON job_runs (job, scheduled_for) WHERE outcome = 'missed';
CREATE INDEX job_runs_by_job ON job_runs (job, started_at, seq);
CREATE INDEX job_runs_by_time ON job_runs (started_at, seq);
