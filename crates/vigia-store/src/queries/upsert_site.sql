INSERT INTO site (id, area_ha, body) VALUES (?1, ?2, ?3)
ON CONFLICT (id) DO UPDATE SET area_ha = excluded.area_ha, body = excluded.body
