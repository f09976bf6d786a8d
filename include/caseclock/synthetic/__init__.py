"""A synthetic authority: whole histories of children who do not exist, as a case system delivers them."""

from caseclock.synthetic.authority import Summary, generate

__all__ = ["Summary", "generate"]
