DELETE FROM session WHERE username = ?1
