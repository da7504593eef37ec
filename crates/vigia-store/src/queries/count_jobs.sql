SELECT kind, state, count(*) FROM job GROUP BY kind, state
