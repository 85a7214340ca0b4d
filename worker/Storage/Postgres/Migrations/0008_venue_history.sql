-- What each run of providers.health said of each venue. Totals are since the process started.
CREATE TABLE venue_history (
    venue         text   NOT NULL,
    at            bigint NOT NULL,
    wall_at       bigint NOT NULL,
    state         text   NOT NULL,
    reason        text   NOT NULL,
    p99_ms        double precision,
    error_rate    double precision,
    heartbeat_s   double precision,
    completeness  double precision,
    breaker       text,
    budget_left   double precision,
    missed        bigint NOT NULL,
    books_dropped bigint NOT NULL,
    PRIMARY KEY (venue, at)
);

CREATE INDEX venue_history_by_time ON venue_history (at);

CREATE TRIGGER venue_history_is_never_updated BEFORE UPDATE ON venue_history FOR EACH ROW EXECUTE FUNCTION refuse_update('venue_history');
