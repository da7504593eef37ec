INSERT INTO alert_history (alert_id, dedup_key, at_us, event) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (dedup_key) DO NOTHING
