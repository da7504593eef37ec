SELECT count(*) FROM site
WHERE ?1 IS NULL OR (west <= ?3 AND east >= ?1 AND south <= ?4 AND north >= ?2)
