SELECT body FROM report
WHERE row_id IN (
        SELECT row_id FROM report_bbox WHERE west <= ?3 AND east >= ?1 AND south <= ?4 AND north >= ?2
    )
    AND lon BETWEEN ?1 AND ?3 AND lat BETWEEN ?2 AND ?4
ORDER BY id
