"""Checking a night's tables: contracts and rules, all through Great Expectations on DuckDB."""
