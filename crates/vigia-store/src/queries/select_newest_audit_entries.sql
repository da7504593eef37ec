SELECT at_us, actor, action, subject, detail FROM audit ORDER BY id DESC LIMIT ?1
