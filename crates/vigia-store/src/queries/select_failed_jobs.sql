SELECT kind, payload, failure FROM job WHERE state = 'failed' ORDER BY id
