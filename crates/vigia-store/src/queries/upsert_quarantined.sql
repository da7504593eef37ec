INSERT INTO quarantine (kind, source_path, code, subject, at_us, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (kind, source_path, code, subject) DO UPDATE SET
    at_us = excluded.at_us,
    body = excluded.body
