INSERT INTO outbox (topic, dedup_key, at_us, payload) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (dedup_key) DO NOTHING
