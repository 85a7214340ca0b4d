-- What people want to be told, whom, and what happened. Alerts are append-only; what became of each at a channel is not.
CREATE TABLE alert_settings (
    name  text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE alert_rules (
    id       text    PRIMARY KEY,
    version  bigint  NOT NULL,
    name     text    NOT NULL,
    document text    NOT NULL
);

-- The secret is sealed with keys that are not in this database.
CREATE TABLE alert_channels (
    id       text    PRIMARY KEY,
    version  bigint  NOT NULL,
    name     text    NOT NULL,
    document text    NOT NULL,
    secret   text
);

CREATE TABLE alert_states (
    rule_id  text    PRIMARY KEY,
    revision bigint  NOT NULL,
    document text    NOT NULL
);

CREATE TABLE alerts (
    seq        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id         text    NOT NULL UNIQUE,
    at         bigint  NOT NULL,
    kind       text    NOT NULL,
    subject    text    NOT NULL,
    body       text    NOT NULL,
    rule_id    text    NOT NULL,
    rule_name  text    NOT NULL,
    is_entry   bigint  NOT NULL,
    scan_id    text,
    href       text    NOT NULL,
    suppressed text,
    why        text
);

CREATE INDEX alerts_by_time ON alerts (at, seq);
CREATE INDEX alerts_sent_by_time ON alerts (at, seq) WHERE suppressed IS NULL;

CREATE TRIGGER alerts_are_never_changed BEFORE UPDATE OR DELETE ON alerts FOR EACH ROW EXECUTE FUNCTION refuse_update('alerts');

CREATE TABLE alert_deliveries (
    alert_id     text    NOT NULL REFERENCES alerts (id),
    channel_id   text    NOT NULL,
    channel_name text    NOT NULL,
    channel_kind text    NOT NULL,
    state        text    NOT NULL CHECK (state IN ('pending', 'sent', 'dead')),
    attempts     bigint  NOT NULL,
    next_at      bigint,
    updated_at   bigint  NOT NULL,
    error        text,
    PRIMARY KEY (alert_id, channel_id)
);

CREATE INDEX alert_deliveries_due ON alert_deliveries (next_at) WHERE state = 'pending';
