"""The warehouse: its server, its tables, and who may do what there."""
