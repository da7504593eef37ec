INSERT INTO person (username, display_name, role, language, password_hash, created_us)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (username) DO NOTHING
