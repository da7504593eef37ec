DELETE FROM job
WHERE id = ?1 AND fencing_token = ?2 AND state = 'running'
