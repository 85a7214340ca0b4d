-- Runs that were asked for at a node that runs nothing itself; a request ends with the row of its run.
CREATE TABLE job_requests (
    run_id   text   PRIMARY KEY,
    job      text   NOT NULL,
    asked_by text   NOT NULL,
    asked_at bigint NOT NULL
);
