-- What people want to be told, whom, and what happened. Alerts are append-only; what became of each at a channel is not.
CREATE TABLE alert_settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE alert_rules (
    id       TEXT    PRIMARY KEY,
    version  INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    document TEXT    NOT NULL
) STRICT;

-- The secret is sealed with keys that are not in this database.
CREATE TABLE alert_channels (
    id       TEXT    PRIMARY KEY,
    version  INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    document TEXT    NOT NULL,
    secret   TEXT
) STRICT;

CREATE TABLE alert_states (
    rule_id  TEXT    PRIMARY KEY,
    revision INTEGER NOT NULL,
    document TEXT    NOT NULL
) STRICT;

CREATE TABLE alerts (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT    NOT NULL UNIQUE,
    at         INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    body       TEXT    NOT NULL,
    rule_id    TEXT    NOT NULL,
    rule_name  TEXT    NOT NULL,
    is_entry   INTEGER NOT NULL,
    scan_id    TEXT,
    href       TEXT    NOT NULL,
    suppressed TEXT,
    why        TEXT
) STRICT;

CREATE INDEX alerts_by_time ON alerts (at, seq);
CREATE INDEX alerts_sent_by_time ON alerts (at, seq) WHERE suppressed IS NULL;

CREATE TRIGGER alerts_are_never_updated BEFORE UPDATE ON alerts
BEGIN
    SELECT RAISE (ABORT, 'alerts is append-only');
END;

CREATE TRIGGER alerts_are_never_deleted BEFORE DELETE ON alerts
BEGIN
    SELECT RAISE (ABORT, 'alerts is append-only');
END;

CREATE TABLE alert_deliveries (
    alert_id     TEXT    NOT NULL REFERENCES alerts (id),
    channel_id   TEXT    NOT NULL,
    channel_name TEXT    NOT NULL,
    channel_kind TEXT    NOT NULL,
    state        TEXT    NOT NULL CHECK (state IN ('pending', 'sent', 'dead')),
    attempts     INTEGER NOT NULL,
    next_at      INTEGER,
    updated_at   INTEGER NOT NULL,
    error        TEXT,
    PRIMARY KEY (alert_id, channel_id)
) STRICT;

CREATE INDEX alert_deliveries_due ON alert_deliveries (next_at) WHERE state = 'pending';
