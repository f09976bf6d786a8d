"""The CIN census rules in plain Python, worked apart from the SQL, to disagree with it if one is wrong."""
