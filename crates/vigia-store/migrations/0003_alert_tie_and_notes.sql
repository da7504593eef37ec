-- What alerts are chosen and ranked by, apart from their bodies: a scan reads 12 MB for
-- 100,000 alerts instead of 500. Triggers keep it in step with `alert`, from two views
-- that also fill it here.

-- The features that an alert lies on. Points and lines share no area with it: a REINFO
-- point or a river inside the outline stands at distance zero instead.
CREATE TABLE alert_tie (
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    alert_row INTEGER NOT NULL REFERENCES alert (row_id) ON DELETE CASCADE,
    PRIMARY KEY (kind, code, alert_row)
) STRICT, WITHOUT ROWID;

CREATE INDEX alert_tie_by_alert ON alert_tie (alert_row, kind);

CREATE VIEW alert_tie_of AS
SELECT
    tie.value ->> '$.kind' AS kind,
    tie.value ->> '$.feature_code' AS code,
    alert.row_id AS alert_row
FROM alert, json_each(alert.body, '$.ties') AS tie
WHERE tie.value ->> '$.relation' IN ('within', 'overlaps')
    OR (tie.value ->> '$.kind' IN ('reinfo', 'river') AND tie.value ->> '$.distance' = 0);

CREATE TABLE alert_key (
    row_id INTEGER PRIMARY KEY REFERENCES alert (row_id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    state TEXT NOT NULL,
    driver TEXT NOT NULL,
    confidence REAL NOT NULL,
    area_ha REAL NOT NULL,
    not_before TEXT NOT NULL,
    not_after TEXT NOT NULL,
    -- Kinds of `alert_tie`, each between commas: `,mining_right,river,`.
    tie_kinds TEXT NOT NULL,
    west REAL, south REAL, east REAL, north REAL
) STRICT;

CREATE VIEW alert_key_of AS
SELECT
    row_id, id, state, driver, confidence, area_ha, not_before, not_after,
    coalesce(
        (SELECT ',' || group_concat(DISTINCT kind) || ',' FROM alert_tie WHERE alert_row = row_id),
        ''
    ) AS tie_kinds,
    west, south, east, north
FROM alert;

INSERT OR IGNORE INTO alert_tie (kind, code, alert_row)
SELECT kind, code, alert_row FROM alert_tie_of;

INSERT INTO alert_key SELECT * FROM alert_key_of;

CREATE TRIGGER alert_inserted_keys AFTER INSERT ON alert BEGIN
    INSERT OR IGNORE INTO alert_tie (kind, code, alert_row)
    SELECT kind, code, alert_row FROM alert_tie_of WHERE alert_row = new.row_id;
    INSERT INTO alert_key SELECT * FROM alert_key_of WHERE row_id = new.row_id;
END;

CREATE TRIGGER alert_updated_keys AFTER UPDATE ON alert BEGIN
    DELETE FROM alert_key WHERE row_id = old.row_id;
    DELETE FROM alert_tie WHERE alert_row = old.row_id;
    INSERT OR IGNORE INTO alert_tie (kind, code, alert_row)
    SELECT kind, code, alert_row FROM alert_tie_of WHERE alert_row = new.row_id;
    INSERT INTO alert_key SELECT * FROM alert_key_of WHERE row_id = new.row_id;
END;

-- One index an order; each holds every key, so that a page is read from it alone.
CREATE INDEX alert_key_by_rank ON alert_key (
    confidence DESC, area_ha DESC, id,
    state, driver, not_before, not_after, tie_kinds, west, south, east, north
);

CREATE INDEX alert_key_by_date ON alert_key (
    not_after DESC, not_before DESC, id,
    state, driver, confidence, area_ha, tie_kinds, west, south, east, north
);

CREATE INDEX alert_key_by_area ON alert_key (
    area_ha DESC, confidence DESC, id,
    state, driver, not_before, not_after, tie_kinds, west, south, east, north
);

DROP INDEX alert_by_rank;

CREATE INDEX clearing_by_id ON clearing (id);

CREATE INDEX alert_by_site ON alert (site, id);

ALTER TABLE site ADD COLUMN west REAL;
ALTER TABLE site ADD COLUMN south REAL;
ALTER TABLE site ADD COLUMN east REAL;
ALTER TABLE site ADD COLUMN north REAL;

UPDATE site SET (west, south, east, north) = (
    SELECT
        min(corner.value ->> '$.x'), min(corner.value ->> '$.y'),
        max(corner.value ->> '$.x'), max(corner.value ->> '$.y')
    FROM
        json_each(site.body, '$.outline') AS part,
        json_each(part.value, '$.exterior') AS corner
);

CREATE INDEX site_by_area ON site (area_ha DESC, id, west, south, east, north);

-- A report without a time stands last.
CREATE INDEX report_by_time ON report (
    ifnull(observed_at_us, -9000000000000000000) DESC, id, lon, lat
);

CREATE TABLE note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alert_id TEXT NOT NULL,
    author TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE INDEX note_by_alert ON note (alert_id, id);

CREATE TRIGGER note_keeps_rows BEFORE DELETE ON note BEGIN
    SELECT RAISE(ABORT, 'notes are append-only');
END;

CREATE TRIGGER note_keeps_words BEFORE UPDATE ON note BEGIN
    SELECT RAISE(ABORT, 'notes are append-only');
END;
