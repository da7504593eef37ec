INSERT INTO site (id, area_ha, west, south, east, north, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (id) DO UPDATE SET
    area_ha = excluded.area_ha,
    west = excluded.west,
    south = excluded.south,
    east = excluded.east,
    north = excluded.north,
    body = excluded.body
