SELECT body FROM quarantine ORDER BY kind, source_path, code, subject
