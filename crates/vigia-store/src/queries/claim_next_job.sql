UPDATE job SET
    state = 'running',
    fencing_token = fencing_token + 1,
    claims = claims + 1,
    worker = ?2,
    lease_expires_us = ?3
WHERE id = (
    SELECT id FROM job
    WHERE kind IN (SELECT value FROM json_each(?1))
        AND (state = 'queued' OR (state = 'running' AND lease_expires_us <= ?4))
    ORDER BY id
    LIMIT 1
)
RETURNING id, kind, key, payload, fencing_token
