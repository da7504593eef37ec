SELECT alert.body, k.priority
FROM alert JOIN alert_key AS k USING (row_id)
WHERE alert.id IN (SELECT value FROM json_each(?1))
ORDER BY alert.id
