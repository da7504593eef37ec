SELECT
    (SELECT count(*) FROM scene) AS scenes,
    (SELECT count(*) FROM snapshot) AS snapshots,
    (SELECT count(*) FROM feature) AS features,
    (SELECT count(*) FROM report) AS reports,
    (SELECT count(*) FROM quarantine) AS quarantined,
    (SELECT count(*) FROM clearing) AS clearings,
    (SELECT count(*) FROM site) AS sites,
    (SELECT count(*) FROM alert) AS alerts,
    (SELECT count(*) FROM outbox) AS outbox
