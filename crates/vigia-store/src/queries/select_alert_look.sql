SELECT reader, at_us FROM alert_look WHERE alert_id = ?1
