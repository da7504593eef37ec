UPDATE job SET
    failures = failures + 1,
    state = CASE WHEN failures + 1 >= ?4 THEN 'failed' ELSE 'queued' END,
    failure = ?3,
    worker = NULL,
    lease_expires_us = NULL,
    finished_us = CASE WHEN failures + 1 >= ?4 THEN ?5 END
WHERE id = ?1 AND fencing_token = ?2 AND state = 'running'
RETURNING state
