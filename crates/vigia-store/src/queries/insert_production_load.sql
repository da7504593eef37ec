INSERT INTO production_load (id, dated, source, fingerprint, loaded_us)
VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (id) DO NOTHING
