"""Load: the text of a delivery typed by its contracts, strictly, into the night's work file."""

from caseclock.load.loading import Loaded, load

__all__ = ["Loaded", "load"]
