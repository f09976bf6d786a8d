"""From typed tables to the star, the clock ledger and the figures, all in the night's work file."""
