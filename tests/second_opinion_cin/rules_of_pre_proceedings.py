"""Rules on the pre-proceedings module, which 2026/27 brings; not yet final."""

from __future__ import annotations

from collections.abc import Iterator

from second_opinion_cin.census import Child, PreProceedings
from second_opinion_cin.codes import PRE_PROCEEDINGS_OUTCOMES
from second_opinion_cin.days import Period, earlier
from second_opinion_cin.reading import read_flag
from second_opinion_cin.rulebook import Years, of_child, of_child_in_period

FROM_2027 = Years(since=2027)


def modules(child: Child) -> Iterator[PreProceedings]:
    """Every pre-proceedings module of the child."""
    return (module for episode in child.episodes for module in episode.pre_proceedings)


@of_child_in_period("9005", years=FROM_2027)
def began_in_another_year(child: Child, period: Period) -> Iterator[PreProceedings]:
    """The decision to start lies outside the census year."""
    return (module for module in modules(child) if period.misses(module.started))


@of_child_in_period("9006", years=FROM_2027)
def letter_out_of_time(child: Child, period: Period) -> Iterator[PreProceedings]:
    """The letter before proceedings lies outside the census year or before the decision."""
    for module in modules(child):
        if period.misses(module.letter_sent) or earlier(module.letter_sent, module.started):
            yield module


@of_child("9007", years=FROM_2027)
def letter_silent_on_the_meeting(child: Child) -> Iterator[PreProceedings]:
    """A letter was sent and it is not said whether it offered a family meeting."""
    return (module for module in modules(child) if module.letter_sent and module.meeting_offered is None)


@of_child_in_period("9008", years=FROM_2027)
def first_meeting_in_another_year(child: Child, period: Period) -> Iterator[PreProceedings]:
    """The first meeting lies outside the census year."""
    return (module for module in modules(child) if period.misses(module.first_meeting))


@of_child_in_period("9009", years=FROM_2027)
def step_out_of_time(child: Child, period: Period) -> Iterator[PreProceedings]:
    """The decision to step up or down lies outside the census year or before the start."""
    for module in modules(child):
        if period.misses(module.step_decided) or earlier(module.step_decided, module.started):
            yield module


@of_child("9010Q", years=FROM_2027)
def offer_without_outcome(child: Child) -> Iterator[PreProceedings]:
    """A family meeting was offered and it is not said whether it was held."""
    for module in modules(child):
        if read_flag(module.meeting_offered) is True and module.meeting_held is None:
            yield module


@of_child("9011", years=FROM_2027)
def outcome_not_a_code(child: Child) -> Iterator[PreProceedings]:
    """The outcome is no code of its set."""
    for module in modules(child):
        if module.outcome is not None and module.outcome not in PRE_PROCEEDINGS_OUTCOMES:
            yield module


@of_child_in_period("9012", years=FROM_2027)
def application_out_of_time(child: Child, period: Period) -> Iterator[PreProceedings]:
    """The application to court lies outside the census year or before the step was decided."""
    for module in modules(child):
        if period.misses(module.court_application) or earlier(module.court_application, module.step_decided):
            yield module


@of_child_in_period("9013", years=FROM_2027)
def care_letter_out_of_time(child: Child, period: Period) -> Iterator[PreProceedings]:
    """The letter that starts care proceedings lies outside the census year or before the application."""
    for module in modules(child):
        if period.misses(module.care_letter) or earlier(module.care_letter, module.court_application):
            yield module


@of_child("9015Q", years=FROM_2027)
def meeting_without_count(child: Child) -> Iterator[PreProceedings]:
    """There was a first meeting and it is not said how many followed to review it."""
    return (module for module in modules(child) if module.first_meeting and module.review_meetings is None)
