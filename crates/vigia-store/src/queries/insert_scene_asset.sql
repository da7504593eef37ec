INSERT INTO scene_asset (scene_id, ordinal, fingerprint, size_bytes) VALUES (?1, ?2, ?3, ?4)
