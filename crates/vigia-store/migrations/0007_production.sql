-- Declared production: each load is whole and immutable, and the newest is asked.
CREATE TABLE production_load (
    id TEXT NOT NULL PRIMARY KEY,
    dated TEXT NOT NULL,
    source TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    loaded_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE declaration (
    load_id TEXT NOT NULL REFERENCES production_load (id),
    right_code TEXT NOT NULL,
    month TEXT NOT NULL,
    kilograms REAL NOT NULL,
    PRIMARY KEY (load_id, right_code, month)
) STRICT, WITHOUT ROWID;
