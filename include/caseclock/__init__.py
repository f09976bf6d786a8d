"""Caseclock: statutory timeliness and data quality for children's social care."""
