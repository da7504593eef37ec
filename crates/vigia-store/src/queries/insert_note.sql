INSERT INTO note (alert_id, author, at_us, text)
SELECT id, ?2, ?3, ?4 FROM alert WHERE id = ?1
RETURNING id
