CREATE TABLE schema_version (
    version    integer PRIMARY KEY,
    name       text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);

-- One row: the market source whose rows live in this schema. Sources never share a schema.
-- layout: how candles are divided by time, decided when the store is made and kept.
CREATE TABLE store_info (
    id         integer PRIMARY KEY CHECK (id = 1),
    source     text NOT NULL CHECK (source IN ('Simulated', 'Replay', 'Live')),
    layout     text NOT NULL CHECK (layout IN ('partitions', 'timescale')),
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Instants are UTC ticks (100 ns since 0001-01-01) throughout; for people there is at(ticks).
CREATE FUNCTION at(ticks bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN to_timestamp((ticks - 621355968000000000) / 10000000.0);

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: append a row instead of updating', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$;
