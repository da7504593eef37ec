DELETE FROM clearing WHERE series = ?1 AND profile = ?2
