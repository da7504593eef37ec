SELECT a, b, verdict FROM holder_verdict ORDER BY id
