UPDATE person SET display_name = ?2, role = ?3, language = ?4, password_hash = ?5, disabled_us = ?6
WHERE username = ?1
