SELECT body FROM site
WHERE (?1 IS NULL OR (west <= ?3 AND east >= ?1 AND south <= ?4 AND north >= ?2))
    AND (?5 IS NULL OR area_ha < ?5 OR (area_ha = ?5 AND id > ?6))
ORDER BY area_ha DESC, id
LIMIT ?7
