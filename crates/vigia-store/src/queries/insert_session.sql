INSERT INTO session (token_hash, username, csrf_token, created_us, last_seen_us, expires_us)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
