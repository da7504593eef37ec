INSERT INTO alert_look (alert_id, reader, at_us)
SELECT id, ?2, ?3 FROM alert WHERE id = ?1
ON CONFLICT (alert_id) DO NOTHING
