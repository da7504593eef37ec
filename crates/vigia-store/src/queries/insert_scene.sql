INSERT INTO scene (id, series, sensor, acquired_start_us, acquired_end_us, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
