SELECT EXISTS (SELECT 1 FROM scene_asset WHERE fingerprint = ?1)
