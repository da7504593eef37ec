SELECT EXISTS (SELECT 1 FROM job WHERE id = ?1 AND fencing_token = ?2 AND state = 'running')
