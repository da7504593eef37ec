SELECT id, author, at_us, text FROM note WHERE alert_id = ?1 ORDER BY id
