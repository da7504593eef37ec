UPDATE session SET last_seen_us = ?2 WHERE token_hash = ?1
