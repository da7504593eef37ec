UPDATE job SET
    state = 'failed',
    failure = coalesce(failure, ?3),
    worker = NULL,
    lease_expires_us = NULL,
    finished_us = ?2
WHERE claims >= ?1
    AND (state = 'queued' OR (state = 'running' AND lease_expires_us <= ?2))
