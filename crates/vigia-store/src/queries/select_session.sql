SELECT token_hash, username, csrf_token, created_us, last_seen_us, expires_us
FROM session WHERE token_hash = ?1
