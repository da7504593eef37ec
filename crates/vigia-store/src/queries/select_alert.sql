SELECT body FROM alert WHERE id = ?1
