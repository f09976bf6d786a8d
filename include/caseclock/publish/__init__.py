"""Publishing: what a night found and worked out, into the warehouse, each in one transaction."""

from caseclock.publish.last import Publication, last_publication, previous_counts, read_crosswalk
from caseclock.publish.quality import publish_quality
from caseclock.publish.ready import make_ready
from caseclock.publish.results import publish_results
from caseclock.publish.returns import publish_return
from caseclock.publish.run import Run

__all__ = [
    "Publication",
    "Run",
    "last_publication",
    "make_ready",
    "previous_counts",
    "publish_quality",
    "publish_results",
    "publish_return",
    "read_crosswalk",
]
