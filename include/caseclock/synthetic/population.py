"""Families and their children: when each was born, who they are and where they live."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from caseclock.synthetic.calibration import (
    CONTACT_OUTCOMES,
    CONTACTS_PER_CHILD,
    CONTACTS_PER_CHILD_AND_YEAR,
    LOCALITIES,
)
from caseclock.synthetic.draws import Dates, Flags, Numbers, Rng, between, choose, everyone, mark, spread
from caseclock.synthetic.window import Window

WARM_UP_DAYS = 730
"""Cases begin two years before the window, so that it opens on a going concern."""
CARE_WARM_UP_DAYS = 9 * 365
FIRST_NOTICED = np.datetime64("2000-02-01", "D")
"""No case is older than the calendar that its clocks are counted on."""
FAMILY_SIZES = (0.62, 0.24, 0.10, 0.04)
AGE_BANDS = ((-150, -20, 4.0), (0, 364, 8.0), (365, 1824, 20.0), (1825, 3649, 26.0),
             (3650, 5839, 33.0), (5840, 6200, 9.0))  # fmt: skip
"""First and last day of age when a family first comes to notice, and its share of 100."""
EIGHTEEN_YEARS = np.timedelta64(6575, "D")


@dataclass(frozen=True)
class Families:
    """Who there is. Children of a family stand next to each other.

    Of each child: family, born (the due date of those not born yet). Of each family: locality (place
    in LOCALITIES), noticed (when it first comes to notice), referred and stock (whether it is ever
    referred; whether it begins with a child in care before the window), first (first child), size.
    """

    family: Numbers
    born: Dates
    locality: Numbers
    noticed: Dates
    referred: Flags
    stock: Flags
    first: Numbers
    size: Numbers

    @property
    def eighteen(self) -> Dates:
        """Day from which each child is an adult."""
        return self.born + EIGHTEEN_YEARS


def families(rng: Rng, children: int, window: Window) -> Families:
    """`children` children in families, with the day on which each family comes to notice."""
    sizes = choose(rng, children, FAMILY_SIZES) + 1
    count = int(np.searchsorted(np.cumsum(sizes), children) + 1)
    sizes = sizes[:count]
    sizes[-1] -= sizes.sum() - children
    family, place = spread(sizes)

    a_year = CONTACT_OUTCOMES["referral"] * contacts_wanted(children, window) / window.years / children
    # Entries into care before the window, of which the long ones are still in care when it opens.
    stock = mark(rng, everyone(count), min(0.2, a_year * 0.052 * CARE_WARM_UP_DAYS / 365))
    referred = mark(rng, ~stock, min(0.95, a_year * (window.days + WARM_UP_DAYS) / 365 / 1.5)) | stock
    noticed = window.start + between(rng, count, 0, window.days - 1)
    warm = referred & ~stock
    noticed[warm] = window.to - between(rng, int(warm.sum()), 0, window.days + WARM_UP_DAYS - 1)
    entered = window.start - WARM_UP_DAYS // 2 - between(rng, int(stock.sum()), 0, CARE_WARM_UP_DAYS)
    noticed[stock] = np.maximum(entered, FIRST_NOTICED)

    age = _ages(rng, children)
    # One child of a family at most is unborn; the others came before.
    age[(place > 0) & (age < 300)] += 700
    born = noticed[family] - age
    # Nobody is so old that they have no time in the window left in which to have a record.
    oldest = window.start - EIGHTEEN_YEARS + np.timedelta64(200, "D")
    born = np.maximum(born, oldest + between(rng, children, 0, 400))
    return Families(
        family=family,
        born=born,
        locality=choose(rng, count, list(LOCALITIES.values())),
        noticed=noticed,
        referred=referred,
        stock=stock,
        first=np.cumsum(sizes) - sizes,
        size=sizes,
    )


def contacts_wanted(children: int, window: Window) -> int:
    """Contacts in the window, all outcomes together, of so many children with records."""
    return round(children * (CONTACTS_PER_CHILD + CONTACTS_PER_CHILD_AND_YEAR * window.years))


def _ages(rng: Rng, count: int) -> Numbers:
    band = choose(rng, count, [share for _, _, share in AGE_BANDS])
    low = np.array([first for first, _, _ in AGE_BANDS])[band]
    high = np.array([last for _, last, _ in AGE_BANDS])[band]
    found: Numbers = (low + rng.random(count) * (high - low + 1)).astype(np.int64)
    return found
