SELECT DISTINCT series FROM scene ORDER BY series
