"""Sources: each reads one kind of delivery and ends at tables of text with contract columns."""
