INSERT INTO report (id, source, observed_at_us, lon, lat, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (id) DO UPDATE SET
    source = excluded.source,
    observed_at_us = excluded.observed_at_us,
    lon = excluded.lon,
    lat = excluded.lat,
    body = excluded.body
