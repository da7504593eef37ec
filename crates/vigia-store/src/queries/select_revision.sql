SELECT
    (SELECT coalesce(max(id), 0) FROM outbox) AS newest_message,
    (SELECT count(*) FROM job WHERE state = 'done') AS jobs_done,
    (SELECT coalesce(max(finished_us), 0) FROM job WHERE state = 'done') AS last_done_us
