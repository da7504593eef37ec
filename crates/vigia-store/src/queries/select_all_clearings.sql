SELECT body FROM clearing WHERE profile = ?1 ORDER BY series, id
