SELECT body FROM scene_gate
WHERE series = ?1 AND thresholds IN (SELECT value FROM json_each(?2))
ORDER BY scene_id, gate
