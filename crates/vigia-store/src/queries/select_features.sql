SELECT body FROM feature WHERE snapshot_id = ?1 ORDER BY ordinal
