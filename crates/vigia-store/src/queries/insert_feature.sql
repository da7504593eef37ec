INSERT INTO feature (snapshot_id, ordinal, code, west, south, east, north, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
