"""Landing: every delivery as it came, in Parquet with a manifest, never overwritten and never partial.

    <CASECLOCK_DATA>/landing/<authority>/<source>/<as_at>/<first 12 of the sha256>/

Everything after this step reads landing only, so a night can be run again.
"""

from caseclock.landing.bringing import bring, held_for
from caseclock.landing.delivery import Delivery, find, held_days, latest, published
from caseclock.landing.retention import expire
from caseclock.landing.writing import land

__all__ = ["Delivery", "bring", "expire", "find", "held_days", "held_for", "land", "latest", "published"]
