SELECT body FROM alert
WHERE (?1 IS NULL OR state = ?1)
    AND (?2 IS NULL OR driver = ?2)
    AND (?3 IS NULL OR confidence >= ?3)
    AND (?4 IS NULL OR area_ha >= ?4)
    AND (?5 IS NULL OR not_after >= ?5)
    AND (?6 IS NULL OR (
        row_id IN (
            SELECT row_id FROM alert_bbox WHERE west <= ?8 AND east >= ?6 AND south <= ?9 AND north >= ?7
        )
        AND west <= ?8 AND east >= ?6 AND south <= ?9 AND north >= ?7
    ))
    AND (?10 IS NULL OR confidence < ?10 OR (
        confidence = ?10 AND (area_ha < ?11 OR (area_ha = ?11 AND id > ?12))
    ))
ORDER BY confidence DESC, area_ha DESC, id
LIMIT ?13
