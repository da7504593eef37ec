-- Nouns are stored as key columns for filtering beside a JSON `body`, which alone is
-- the truth about the noun. Times are microseconds since 1970 (UTC), days ISO text.

CREATE TABLE scene (
    id TEXT NOT NULL PRIMARY KEY,
    series TEXT NOT NULL,
    sensor TEXT NOT NULL,
    acquired_start_us INTEGER NOT NULL,
    acquired_end_us INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE INDEX scene_by_series ON scene (series, acquired_start_us, id);

CREATE TABLE scene_asset (
    scene_id TEXT NOT NULL REFERENCES scene (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    PRIMARY KEY (scene_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX scene_asset_by_fingerprint ON scene_asset (fingerprint);

CREATE TABLE snapshot (
    id TEXT NOT NULL PRIMARY KEY,
    layer TEXT NOT NULL,
    kind TEXT NOT NULL,
    dated TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE feature (
    row_id INTEGER PRIMARY KEY,
    snapshot_id TEXT NOT NULL REFERENCES snapshot (id),
    ordinal INTEGER NOT NULL,
    code TEXT NOT NULL,
    west REAL, south REAL, east REAL, north REAL,
    body TEXT NOT NULL,
    UNIQUE (snapshot_id, ordinal)
) STRICT;

CREATE TABLE report (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    observed_at_us INTEGER,
    lon REAL NOT NULL,
    lat REAL NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE quarantine (
    kind TEXT NOT NULL,
    source_path TEXT NOT NULL,
    code TEXT NOT NULL,
    subject TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, source_path, code, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE clearing (
    series TEXT NOT NULL,
    profile TEXT NOT NULL,
    id TEXT NOT NULL,
    driver TEXT NOT NULL,
    area_ha REAL NOT NULL,
    not_before TEXT NOT NULL,
    not_after TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (series, profile, id)
) STRICT;

CREATE INDEX clearing_by_profile ON clearing (profile, series, id);

CREATE TABLE site (
    id TEXT NOT NULL PRIMARY KEY,
    area_ha REAL NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE alert (
    row_id INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    state TEXT NOT NULL,
    driver TEXT NOT NULL,
    confidence REAL NOT NULL,
    area_ha REAL NOT NULL,
    not_before TEXT NOT NULL,
    not_after TEXT NOT NULL,
    first_alerted_us INTEGER NOT NULL,
    profile TEXT NOT NULL,
    west REAL, south REAL, east REAL, north REAL,
    body TEXT NOT NULL
) STRICT;

CREATE INDEX alert_by_rank ON alert (confidence DESC, area_ha DESC, id);

-- R*Tree stores 32-bit floats, rounded outwards: it proposes candidates, and queries
-- compare the full-precision columns again. Triggers keep it in step with its table.
CREATE VIRTUAL TABLE feature_bbox USING rtree (row_id, west, east, south, north);
CREATE VIRTUAL TABLE report_bbox USING rtree (row_id, west, east, south, north);
CREATE VIRTUAL TABLE alert_bbox USING rtree (row_id, west, east, south, north);

CREATE TRIGGER feature_inserted AFTER INSERT ON feature WHEN new.west IS NOT NULL BEGIN
    INSERT INTO feature_bbox VALUES (new.row_id, new.west, new.east, new.south, new.north);
END;

CREATE TRIGGER feature_deleted AFTER DELETE ON feature BEGIN
    DELETE FROM feature_bbox WHERE row_id = old.row_id;
END;

CREATE TRIGGER report_inserted AFTER INSERT ON report BEGIN
    INSERT INTO report_bbox VALUES (new.row_id, new.lon, new.lon, new.lat, new.lat);
END;

CREATE TRIGGER report_updated AFTER UPDATE ON report BEGIN
    DELETE FROM report_bbox WHERE row_id = old.row_id;
    INSERT INTO report_bbox VALUES (new.row_id, new.lon, new.lon, new.lat, new.lat);
END;

CREATE TRIGGER report_deleted AFTER DELETE ON report BEGIN
    DELETE FROM report_bbox WHERE row_id = old.row_id;
END;

CREATE TRIGGER alert_inserted AFTER INSERT ON alert WHEN new.west IS NOT NULL BEGIN
    INSERT INTO alert_bbox VALUES (new.row_id, new.west, new.east, new.south, new.north);
END;

CREATE TRIGGER alert_updated AFTER UPDATE ON alert BEGIN
    DELETE FROM alert_bbox WHERE row_id = old.row_id;
    INSERT INTO alert_bbox
    SELECT new.row_id, new.west, new.east, new.south, new.north WHERE new.west IS NOT NULL;
END;

CREATE TRIGGER alert_deleted AFTER DELETE ON alert BEGIN
    DELETE FROM alert_bbox WHERE row_id = old.row_id;
END;

CREATE TABLE alert_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alert_id TEXT NOT NULL,
    dedup_key TEXT NOT NULL UNIQUE,
    at_us INTEGER NOT NULL,
    event TEXT NOT NULL
) STRICT;

CREATE INDEX alert_history_by_alert ON alert_history (alert_id, id);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    dedup_key TEXT NOT NULL UNIQUE,
    at_us INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;

CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    fencing_token INTEGER NOT NULL DEFAULT 0,
    claims INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    worker TEXT,
    lease_expires_us INTEGER,
    enqueued_us INTEGER NOT NULL,
    finished_us INTEGER,
    UNIQUE (kind, key),
    CHECK ((state = 'running') = (lease_expires_us IS NOT NULL)),
    CHECK ((state = 'running') = (worker IS NOT NULL))
) STRICT;

CREATE INDEX job_by_state ON job (state, kind, id);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_us INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER alert_history_keeps_rows BEFORE DELETE ON alert_history BEGIN
    SELECT RAISE(ABORT, 'the history of an alert is append-only');
END;

CREATE TRIGGER alert_history_keeps_words BEFORE UPDATE ON alert_history BEGIN
    SELECT RAISE(ABORT, 'the history of an alert is append-only');
END;
