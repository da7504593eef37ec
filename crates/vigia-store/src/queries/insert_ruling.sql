INSERT INTO scene_ruling (scene_id, kind, author, at_us, why)
SELECT id, ?2, ?3, ?4, ?5 FROM scene WHERE id = ?1
RETURNING id
