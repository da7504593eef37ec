SELECT body FROM snapshot ORDER BY layer, dated, id
