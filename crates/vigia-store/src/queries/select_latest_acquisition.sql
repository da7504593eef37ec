SELECT max(acquired_end_us) FROM scene
