SELECT right_code, month, kilograms FROM declaration WHERE load_id = ?1 ORDER BY right_code, month
