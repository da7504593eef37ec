SELECT body FROM alert WHERE site = ?1 ORDER BY id LIMIT 1
