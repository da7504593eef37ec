SELECT 'scene' AS noun, json_object('id', id, 'series', series, 'body', json(body)) AS row FROM scene
UNION ALL
SELECT 'scene_asset', json_object('scene', scene_id, 'ordinal', ordinal, 'fingerprint', fingerprint) FROM scene_asset
UNION ALL
SELECT 'scene_gate', json_object('gate', gate, 'body', json(body)) FROM scene_gate
UNION ALL
SELECT 'scene_ruling', json_object('scene', scene_id, 'kind', kind, 'author', author, 'why', why) FROM scene_ruling
UNION ALL
SELECT 'snapshot', json_object('id', id, 'body', json(body)) FROM snapshot
UNION ALL
SELECT 'feature', json_object('snapshot', snapshot_id, 'ordinal', ordinal, 'body', json(body)) FROM feature
UNION ALL
SELECT 'report', json_object('id', id, 'body', json(body)) FROM report
UNION ALL
SELECT 'quarantine', json_object('body', json(body)) FROM quarantine
UNION ALL
SELECT 'clearing', json_object('series', series, 'profile', profile, 'id', id, 'body', json(body)) FROM clearing
UNION ALL
SELECT 'site', json_object('id', id, 'body', json(body)) FROM site
UNION ALL
SELECT 'alert', json_object('id', id, 'body', json(body)) FROM alert
UNION ALL
SELECT 'alert_history', json_object('alert', alert_id, 'event', json(event)) FROM alert_history
UNION ALL
SELECT 'note', json_object('alert', alert_id, 'author', author, 'text', text) FROM note
UNION ALL
SELECT 'outbox', json_object('topic', topic, 'payload', json(payload)) FROM outbox
UNION ALL
SELECT
    'job',
    json_object(
        'kind', kind, 'key', key, 'state', CASE state WHEN 'running' THEN 'queued' ELSE state END,
        'payload', json(payload), 'failure', CASE state WHEN 'failed' THEN json(failure) END
    )
FROM job
