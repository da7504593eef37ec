SELECT at_us, event FROM alert_history WHERE alert_id = ?1 ORDER BY id
