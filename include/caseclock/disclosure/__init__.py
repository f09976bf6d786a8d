"""Figures for an audience: what is small is marked, and so is what would give it away."""
