-- What this file is. application_id spells "CRun".
PRAGMA application_id = 0x4352756e;

CREATE TABLE schema_version (
    version    INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT;

-- One row: the market source whose rows live here. Sources never share a file.
CREATE TABLE store_info (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    source     TEXT NOT NULL CHECK (source IN ('Simulated', 'Replay', 'Live')),
    created_at TEXT NOT NULL
) STRICT;
