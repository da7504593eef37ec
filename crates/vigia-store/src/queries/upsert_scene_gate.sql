INSERT INTO scene_gate (scene_id, gate, thresholds, series, state, at_us, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (scene_id, gate, thresholds) DO UPDATE SET
    state = excluded.state,
    at_us = excluded.at_us,
    body = excluded.body
