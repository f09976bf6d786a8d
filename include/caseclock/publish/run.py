"""What publishing has to know about a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Run:
    """One night of one authority.

    authority: its short name. as_at: the last full London day that the extract covers. run_id: the
    same for every try of one night. system: the case system. previous_as_at: that of the last
    publication, None on a first night. covers_to: the last day that the case system's delivery covers, by its
    sender; None when it is the as-at date. delivery: sha256 of each source's delivery, by source.
    code_version and catalogue_sha256: which code and which rules and measures made it.
    """

    authority: str
    as_at: date
    run_id: str
    system: str
    previous_as_at: date | None = None
    covers_to: date | None = None
    delivery: Mapping[str, str] = field(default_factory=dict)
    code_version: str = ""
    catalogue_sha256: str = ""
