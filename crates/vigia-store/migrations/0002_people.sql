-- People and their sessions. A password is kept as an argon2id hash, a session's token
-- as its SHA-256 only: who reads this file can sign in as nobody.

CREATE TABLE person (
    username TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('prosecutor', 'analyst', 'field', 'admin')),
    language TEXT NOT NULL CHECK (language IN ('es', 'en')),
    password_hash TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    disabled_us INTEGER
) STRICT;

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL COLLATE NOCASE REFERENCES person (username),
    csrf_token TEXT NOT NULL,
    created_us INTEGER NOT NULL,
    last_seen_us INTEGER NOT NULL,
    expires_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_by_person ON session (username);
CREATE INDEX session_by_expiry ON session (expires_us);
