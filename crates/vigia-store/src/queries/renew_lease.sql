UPDATE job SET lease_expires_us = ?3 WHERE id = ?1 AND fencing_token = ?2 AND state = 'running'
