UPDATE job SET
    state = 'done',
    failure = NULL,
    worker = NULL,
    lease_expires_us = NULL,
    finished_us = ?3
WHERE id = ?1 AND fencing_token = ?2 AND state = 'running'
