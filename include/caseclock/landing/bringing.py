"""Deciding which delivery a night works on, and landing it."""

from __future__ import annotations

from datetime import date, timedelta

from caseclock.catalogue.authorities import SourceConfig
from caseclock.errors import AsAtRefused, DeliveryMissing
from caseclock.landing.delivery import Delivery, find, held_days, latest
from caseclock.landing.writing import land
from caseclock.sources.delivered import Source
from caseclock.sources.opening import open_source


def bring(authority: str, config: SourceConfig, as_at: date, today: date | None = None) -> Delivery | None:
    """The delivery of a source for a night, landed if it was not.

    today: the London date of the run. Before the day before it, a source that does not say which day
    it holds is not read, for it holds today's: the held delivery is taken. None judges nothing.

    A required source that has not delivered: what is held for the same day, else DeliveryMissing. An
    optional one: its last delivery that is not older than `longest_age_days`, else None. A source that
    was named by hand is read and nothing else: what it says it covers is noted, not judged. Raises
    AsAtRefused for a past day whose delivery is not held, and what `land` raises.
    """
    if config.by_hand:
        return land(open_source(config, as_at), authority, config, as_at)
    held = as_at in held_days(authority, config.name)
    try:
        source = open_source(config, as_at)
        said = source.said().as_at if source.kind != "database" else ""
        dated = "{as_at}" in config.where or said == as_at.isoformat()
        if today is not None and as_at < today - timedelta(days=1) and not dated:
            return find(authority, config.name, as_at)
        if said and date.fromisoformat(said) > as_at:
            if held:
                return find(authority, config.name, as_at)
            raise AsAtRefused(
                f"The delivery covers {said}, and that of {as_at} is not held.",
                where=source.place,
                do="Choose the day that it covers, or a day whose delivery is held.",
            )
        _check_age(config, source, said, as_at)
        return land(source, authority, config, as_at)
    except DeliveryMissing:
        if config.required and not held:
            if today is not None and as_at < today - timedelta(days=1):
                find(authority, config.name, as_at)  # says that a past day is no longer held
            raise
        return held_for(authority, config, as_at)


def held_for(authority: str, config: SourceConfig, as_at: date) -> Delivery | None:
    """The delivery in landing that a night works on: what `bring` returned, without looking elsewhere.

    A required source: the one of the day itself, AsAtRefused when it is not held. An optional one: the
    last that is not older than `longest_age_days`, else None.
    """
    if config.required:
        return find(authority, config.name, as_at)
    last = latest(authority, config.name, as_at)
    if last is None or (as_at - last.covers_to).days > config.longest_age_days:
        return None
    return last


def _check_age(config: SourceConfig, source: Source, said: str, as_at: date) -> None:
    if not said and config.as_at == "manifest" and source.kind != "database":
        raise DeliveryMissing(
            "The delivery does not say which day it covers.",
            where=source.place,
            do="Deliver a manifest.json with as_at, or set `as_at: day_before`.",
        )
    if said and (as_at - date.fromisoformat(said)).days > config.longest_age_days:
        raise DeliveryMissing(
            f"The delivery covers {said} and is too old for {as_at}.",
            where=source.place,
            do="Ask the case system's supplier for the missing one, or raise `longest_age_days`.",
        )
