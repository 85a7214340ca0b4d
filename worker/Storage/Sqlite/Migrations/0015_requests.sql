-- Runs that were asked for at a node that runs nothing itself; a request ends with the row of its run.
CREATE TABLE job_requests (
    run_id   TEXT    NOT NULL PRIMARY KEY,
    job      TEXT    NOT NULL,
    asked_by TEXT    NOT NULL,
    asked_at INTEGER NOT NULL
) STRICT;
