SELECT body FROM scene WHERE id = ?1
