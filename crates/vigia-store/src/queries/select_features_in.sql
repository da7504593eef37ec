SELECT body FROM feature
WHERE snapshot_id = ?1
    AND row_id IN (
        SELECT row_id FROM feature_bbox WHERE west <= ?4 AND east >= ?2 AND south <= ?5 AND north >= ?3
    )
    AND west <= ?4 AND east >= ?2 AND south <= ?5 AND north >= ?3
ORDER BY ordinal
