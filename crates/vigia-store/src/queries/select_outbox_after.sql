SELECT id, topic, at_us, payload FROM outbox WHERE id > ?1 ORDER BY id LIMIT ?2
