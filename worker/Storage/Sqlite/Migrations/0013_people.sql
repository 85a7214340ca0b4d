-- Who may sign in, what programs may ask with which keys, and the keys that cookies are sealed with. Times are UTC ticks.
CREATE TABLE users (
    id                     TEXT    PRIMARY KEY,
    user_name              TEXT,
    normalized_user_name   TEXT,
    email                  TEXT,
    normalized_email       TEXT,
    email_confirmed        INTEGER NOT NULL,
    password_hash          TEXT,
    security_stamp         TEXT,
    concurrency_stamp      TEXT,
    phone_number           TEXT,
    phone_number_confirmed INTEGER NOT NULL,
    two_factor_enabled     INTEGER NOT NULL,
    lockout_end            INTEGER,
    lockout_enabled        INTEGER NOT NULL,
    access_failed_count    INTEGER NOT NULL,
    role                   TEXT    NOT NULL CHECK (role IN ('viewer', 'analyst', 'admin', 'auditor')),
    is_disabled            INTEGER NOT NULL,
    must_change_password   INTEGER NOT NULL,
    totp_step              INTEGER,
    created_at             INTEGER NOT NULL,
    signed_in_at           INTEGER
) STRICT;

CREATE UNIQUE INDEX users_by_name ON users (normalized_user_name);

CREATE TABLE user_claims (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id     TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    claim_type  TEXT,
    claim_value TEXT
) STRICT;

CREATE INDEX user_claims_by_user ON user_claims (user_id);

CREATE TABLE user_logins (
    login_provider        TEXT NOT NULL,
    provider_key          TEXT NOT NULL,
    provider_display_name TEXT,
    user_id               TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (login_provider, provider_key)
) STRICT;

-- The second factor: its secret sealed, its recovery codes hashed.
CREATE TABLE user_tokens (
    user_id        TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    login_provider TEXT NOT NULL,
    name           TEXT NOT NULL,
    value          TEXT,
    PRIMARY KEY (user_id, login_provider, name)
) STRICT;

-- Of a key only its hash is kept, SHA-256 of what its holder has.
CREATE TABLE api_keys (
    id           TEXT    PRIMARY KEY,
    name         TEXT    NOT NULL,
    prefix       TEXT    NOT NULL,
    hash         TEXT    NOT NULL UNIQUE,
    role         TEXT    NOT NULL CHECK (role IN ('viewer', 'analyst', 'admin', 'auditor')),
    per_minute   INTEGER NOT NULL,
    created_by   TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at   INTEGER
) STRICT;

CREATE TABLE protection_keys (
    name TEXT PRIMARY KEY,
    xml  TEXT NOT NULL
) STRICT;
