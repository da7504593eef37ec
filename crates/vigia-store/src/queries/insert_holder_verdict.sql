INSERT INTO holder_verdict (a, b, verdict, author, at_us) VALUES (?1, ?2, ?3, ?4, ?5)
