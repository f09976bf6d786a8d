"""Every measure of the worked-example format in plain Python, worked apart from the SQL, to disagree with it."""
