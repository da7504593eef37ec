SELECT body FROM report ORDER BY id
