SELECT username, display_name, role, language, password_hash, created_us, disabled_us FROM person WHERE username = ?1
