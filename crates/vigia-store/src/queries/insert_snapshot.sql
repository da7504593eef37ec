INSERT INTO snapshot (id, layer, kind, dated, fingerprint, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
