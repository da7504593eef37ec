SELECT body FROM quarantine WHERE kind = ?1 AND source_path = ?2 AND code = ?3 AND subject = ?4
