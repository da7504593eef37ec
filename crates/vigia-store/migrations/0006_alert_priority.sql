-- Who opened an alert first. It outlives the alert: a site that comes back was seen before.
CREATE TABLE alert_look (
    alert_id TEXT NOT NULL PRIMARY KEY,
    reader TEXT NOT NULL,
    at_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Points an alert has now: those of its body, without what it has for not having been opened
-- once somebody has.
ALTER TABLE alert_key ADD COLUMN priority REAL NOT NULL DEFAULT 0;

DROP VIEW alert_key_of;

CREATE VIEW alert_key_of AS
SELECT
    row_id, id, state, driver, confidence, area_ha, not_before, not_after,
    coalesce(
        (SELECT ',' || group_concat(DISTINCT kind) || ',' FROM alert_tie WHERE alert_row = row_id),
        ''
    ) AS tie_kinds,
    west, south, east, north,
    coalesce(
        (
            SELECT sum(part.value ->> '$.points')
            FROM json_each(alert.body, '$.priority') AS part
            WHERE part.value ->> '$.code' <> 'unseen'
                OR NOT EXISTS (SELECT 1 FROM alert_look WHERE alert_id = alert.id)
        ),
        0.0
    ) AS priority
FROM alert;

CREATE TRIGGER alert_looked AFTER INSERT ON alert_look BEGIN
    UPDATE alert_key
    SET priority = (SELECT o.priority FROM alert_key_of AS o WHERE o.row_id = alert_key.row_id)
    WHERE row_id = (SELECT row_id FROM alert WHERE id = new.alert_id);
END;

CREATE INDEX alert_key_by_priority ON alert_key (
    priority DESC, area_ha DESC, id,
    state, driver, confidence, not_before, not_after, tie_kinds, west, south, east, north
);
