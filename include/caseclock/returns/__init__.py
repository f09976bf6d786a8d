"""The statutory returns: their tables, made from a delivered file or from the case system's tables."""
