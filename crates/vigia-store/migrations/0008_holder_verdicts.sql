-- What people said of two holders: the latest word counts, all are kept.
CREATE TABLE holder_verdict (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
    author TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    CHECK (a < b)
) STRICT;

CREATE TRIGGER holder_verdict_keeps_rows BEFORE DELETE ON holder_verdict BEGIN
    SELECT RAISE(ABORT, 'verdicts are append-only');
END;

CREATE TRIGGER holder_verdict_keeps_words BEFORE UPDATE ON holder_verdict BEGIN
    SELECT RAISE(ABORT, 'verdicts are append-only');
END;
