SELECT body FROM scene
WHERE id IN (SELECT value FROM json_each(?1))
ORDER BY acquired_start_us, id
