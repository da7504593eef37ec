SELECT series, max(acquired_end_us) FROM scene GROUP BY series ORDER BY series
