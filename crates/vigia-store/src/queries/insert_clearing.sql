INSERT INTO clearing (series, profile, id, driver, area_ha, not_before, not_after, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
