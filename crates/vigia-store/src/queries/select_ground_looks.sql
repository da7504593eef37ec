SELECT ground, scene_id, seen_share, open_ha
FROM ground_look
WHERE ground IN (SELECT value FROM json_each(?1))
