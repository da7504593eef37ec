INSERT OR IGNORE INTO ground_look (ground, scene_id, seen_share, open_ha) VALUES (?1, ?2, ?3, ?4)
