-- What a scene shows of a piece of ground, worked out once. `ground` is the fingerprint of its
-- outline and of how it is looked at; without numbers the scene does not hold all of it.
CREATE TABLE ground_look (
    ground TEXT NOT NULL,
    scene_id TEXT NOT NULL,
    seen_share REAL,
    open_ha REAL,
    PRIMARY KEY (ground, scene_id)
) STRICT, WITHOUT ROWID;
