-- A feature may stand beside an alert twice, once as each of two loads has it, and a trigger's
-- OR IGNORE gives way to what the statement that fires it says: so each counts once here.
-- What a later load no longer has is found by no filter.
DROP VIEW alert_tie_of;

CREATE VIEW alert_tie_of AS
SELECT DISTINCT
    tie.value ->> '$.kind' AS kind,
    tie.value ->> '$.feature_code' AS code,
    alert.row_id AS alert_row
FROM alert, json_each(alert.body, '$.ties') AS tie
WHERE coalesce(tie.value ->> '$.reading', 'at_onset') <> 'gone'
    AND (
        tie.value ->> '$.relation' IN ('within', 'overlaps')
        OR (tie.value ->> '$.kind' IN ('reinfo', 'river') AND tie.value ->> '$.distance' = 0)
    );
