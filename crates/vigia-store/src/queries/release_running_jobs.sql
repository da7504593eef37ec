UPDATE job SET state = 'queued', worker = NULL, lease_expires_us = NULL WHERE state = 'running'
