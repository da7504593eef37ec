INSERT INTO declaration (load_id, right_code, month, kilograms) VALUES (?1, ?2, ?3, ?4)
