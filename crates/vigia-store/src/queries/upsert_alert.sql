INSERT INTO alert (
    id, site, state, driver, confidence, area_ha, not_before, not_after, first_alerted_us,
    profile, west, south, east, north, body
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
ON CONFLICT (id) DO UPDATE SET
    site = excluded.site,
    state = excluded.state,
    driver = excluded.driver,
    confidence = excluded.confidence,
    area_ha = excluded.area_ha,
    not_before = excluded.not_before,
    not_after = excluded.not_after,
    first_alerted_us = excluded.first_alerted_us,
    profile = excluded.profile,
    west = excluded.west,
    south = excluded.south,
    east = excluded.east,
    north = excluded.north,
    body = excluded.body
