SELECT body FROM report WHERE id = ?1
