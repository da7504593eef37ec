SELECT body FROM site ORDER BY id
