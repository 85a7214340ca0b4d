-- When jobs run, as people have set it: one row a job, a change names the version that it replaces.
CREATE TABLE job_schedules (
    job      text   PRIMARY KEY,
    version  bigint NOT NULL,
    document text   NOT NULL
);

-- Who serves this store. A node counts its beats; one whose count stands still is gone.
CREATE TABLE job_nodes (
    node       text   PRIMARY KEY,
    started_at bigint NOT NULL,
    seen_at    bigint NOT NULL,
    beats      bigint NOT NULL
);

-- What a run said, oldest first.
CREATE TABLE job_log (
    run_id text   NOT NULL,
    line   bigint NOT NULL,
    at     bigint NOT NULL,
    level  text   NOT NULL,
    text   text   NOT NULL,
    PRIMARY KEY (run_id, line)
);

ALTER TABLE job_runs DROP CONSTRAINT job_runs_outcome_check;
ALTER TABLE job_runs ADD CONSTRAINT job_runs_outcome_check CHECK (outcome IN ('running', 'succeeded', 'failed', 'cancelled', 'lost', 'missed'));
ALTER TABLE job_runs ADD COLUMN attempt bigint NOT NULL DEFAULT 1;
ALTER TABLE job_runs ADD COLUMN attempts bigint NOT NULL DEFAULT 1;
ALTER TABLE job_runs ADD COLUMN options_version bigint;
ALTER TABLE job_runs ADD COLUMN asked_by text;
ALTER TABLE job_runs ADD COLUMN stop_asked_by text;

UPDATE job_runs SET outcome = 'lost', error = 'Its process ended before it did.' WHERE outcome = 'running';

-- A job has one run at a time, wherever. A slot is missed once.
CREATE UNIQUE INDEX job_runs_one_at_a_time ON job_runs (job) WHERE outcome = 'running';
CREATE UNIQUE INDEX job_runs_missed_once ON job_runs (job, scheduled_for) WHERE outcome = 'missed';
