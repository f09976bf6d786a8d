"""Waiting for an authority's delivery without holding a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from airflow.sdk import BaseSensorOperator

from caseclock.errors import DeliveryMissing
from caseclock_airflow import steps

LONGEST_WAIT_SECONDS = 24 * 3600
"""A night that still waits when the next one starts has failed, whatever its sources say."""


class DeliverySensor(BaseSensorOperator):
    """Done when every required source of the authority has delivered for the night's as_at.

    plan: {authority, as_at, run_id}. The time to wait is the longest `wait_minutes` of the required
    sources, counted from the first look; then DeliveryMissing says so. Between two looks the task
    gives its worker back.
    """

    template_fields: Sequence[str] = ("plan",)

    def __init__(self, *, plan: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(mode="reschedule", timeout=LONGEST_WAIT_SECONDS, **kwargs)
        self.plan = plan

    def poke(self, context: Any) -> bool:
        """Look once."""
        from caseclock.catalogue.authorities import authority

        if steps.run("arrived", self.plan):
            return True
        sources = [source for source in authority(self.plan["authority"]).sources if source.required]
        minutes = max((source.wait_minutes for source in sources), default=0)
        task = context["ti"]
        first_look = task.get_first_reschedule_date(context) or task.start_date
        if (datetime.now(UTC) - first_look).total_seconds() >= minutes * 60:
            raise DeliveryMissing(
                f"The delivery for {self.plan['as_at']} did not come within {minutes} minutes.",
                where=f"{self.plan['authority']}: {', '.join(source.name for source in sources)}",
                do="Ask the case system's supplier for it, then clear this task.",
            )
        return False
