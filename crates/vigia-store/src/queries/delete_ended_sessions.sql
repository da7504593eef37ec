DELETE FROM session WHERE expires_us <= ?1 OR last_seen_us <= ?2
