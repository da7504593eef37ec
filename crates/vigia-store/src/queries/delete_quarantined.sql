DELETE FROM quarantine WHERE kind = ?1 AND source_path = ?2
