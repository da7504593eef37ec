SELECT ruling.scene_id, ruling.kind, ruling.author, ruling.at_us, ruling.why
FROM scene_ruling AS ruling
JOIN scene ON scene.id = ruling.scene_id
WHERE scene.series = ?1
    AND ruling.id = (SELECT max(id) FROM scene_ruling WHERE scene_id = ruling.scene_id)
ORDER BY ruling.scene_id
