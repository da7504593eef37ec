SELECT body FROM report
WHERE (?1 IS NULL OR (lon BETWEEN ?1 AND ?3 AND lat BETWEEN ?2 AND ?4))
    AND (
        ?5 IS NULL
        OR ifnull(observed_at_us, -9000000000000000000) < ?5
        OR (ifnull(observed_at_us, -9000000000000000000) = ?5 AND id > ?6)
    )
ORDER BY ifnull(observed_at_us, -9000000000000000000) DESC, id
LIMIT ?7
