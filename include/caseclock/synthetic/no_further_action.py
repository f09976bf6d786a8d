"""Why contacts and referrals go no further: the invented council's own list of reasons."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple


class Reason(NamedTuple):
    """A phrase of the list, the reason code and disposition it means, and its share of 100."""

    phrase: str
    reason_code: str
    disposition: str
    share: float


REASONS = (
    Reason("Threshold not met", "TH", "NO_FURTHER_ACTION", 24),
    Reason("Consent not given", "NC", "NO_FURTHER_ACTION", 15),
    Reason("Consent withdrawn", "NC-W", "NO_FURTHER_ACTION", 4),
    Reason("Passed to another agency", "RT-AG", "ROUTED_ELSEWHERE", 14),
    Reason("Passed to early help", "RT-EH", "EARLY_HELP", 9),
    Reason("Passed to another council team", "RT-INT", "ROUTED_ELSEWHERE", 6),
    Reason("Signposted to universal services", "RT-UNI", "ROUTED_ELSEWHERE", 8),
    Reason("Information only", "IA", "INFO_ADVICE", 6),
    Reason("Concern not substantiated", "NS", "NO_FURTHER_ACTION", 6),
    Reason("Duplicate of another contact", "DU", "EXISTING_CASE", 2),
    Reason("Other authority's child", "OA", "ROUTED_ELSEWHERE", 2),
    Reason("Family could not be traced", "NT", "NO_FURTHER_ACTION", 2),
    Reason("Recorded in error", "AD", "NO_FURTHER_ACTION", 1),
    Reason("Another reason, stated", "OT", "NO_FURTHER_ACTION", 1),
)

ENTITIES = ("contact", "referral", "assessment", "section_47")
NOT_IN_ANY_MAPPING = "Closed by the Tuesday panel"
"""A phrase that the council's mapping does not know, for the planted fault."""


def reasons_csv() -> str:
    """The list as a mapping of the council, with the columns of mappings/no_further_action.csv."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("source_system", "entity", "source_field", "source_value", "reason_code", "disposition",
                   "valid_from", "valid_to", "owner", "note"))  # fmt: skip
    for entity in ENTITIES:
        for reason in REASONS:
            rows.writerow(
                (
                    "any",
                    entity,
                    "reason",
                    reason.phrase,
                    reason.reason_code,
                    reason.disposition,
                    "",
                    "",
                    "",
                    "",
                )
            )
    return text.getvalue()
