SELECT body FROM site WHERE id = ?1
