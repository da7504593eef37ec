DELETE FROM job
WHERE kind = ?2
    AND payload = (SELECT payload FROM job WHERE id = ?1)
    AND state = 'done'
    AND id <> ?1
