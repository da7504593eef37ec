INSERT INTO job (kind, key, payload, state, enqueued_us)
VALUES (?1, ?2, ?3, 'queued', ?4)
ON CONFLICT (kind, key) DO UPDATE SET
    payload = excluded.payload,
    claims = CASE state WHEN 'failed' THEN 0 ELSE claims END,
    failures = CASE state WHEN 'failed' THEN 0 ELSE failures END,
    failure = CASE state WHEN 'failed' THEN NULL ELSE failure END,
    finished_us = NULL,
    state = 'queued'
WHERE state IN ('queued', 'failed')
RETURNING id
