-- What the gates before detection say of each scene under a set of thresholds, and what a
-- person decided about it, which outlives every judgement.

CREATE TABLE scene_gate (
    scene_id TEXT NOT NULL REFERENCES scene (id) ON DELETE CASCADE,
    gate TEXT NOT NULL CHECK (gate IN ('admission', 'change')),
    thresholds TEXT NOT NULL,
    series TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('admitted', 'held', 'refused')),
    at_us INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (scene_id, gate, thresholds)
) STRICT, WITHOUT ROWID;

CREATE INDEX scene_gate_by_series ON scene_gate (series, thresholds);

CREATE TABLE scene_ruling (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scene_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('released', 'refused')),
    author TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    why TEXT NOT NULL
) STRICT;

CREATE INDEX scene_ruling_by_scene ON scene_ruling (scene_id, id);

CREATE TRIGGER scene_ruling_keeps_rows BEFORE DELETE ON scene_ruling BEGIN
    SELECT RAISE(ABORT, 'rulings are append-only');
END;

CREATE TRIGGER scene_ruling_keeps_words BEFORE UPDATE ON scene_ruling BEGIN
    SELECT RAISE(ABORT, 'rulings are append-only');
END;
