SELECT id, dated, source, fingerprint FROM production_load ORDER BY dated DESC, loaded_us DESC, id DESC LIMIT 1
