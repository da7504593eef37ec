SELECT body FROM clearing WHERE series = ?1 AND profile = ?2 ORDER BY id
