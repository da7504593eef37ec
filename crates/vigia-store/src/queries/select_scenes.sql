SELECT body FROM scene WHERE series = ?1 ORDER BY acquired_start_us, id
