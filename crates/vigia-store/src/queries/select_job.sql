SELECT id, state FROM job WHERE kind = ?1 AND key = ?2
