"""Random draws whose shares come out as asked, also in small numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Rng = np.random.Generator
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Dates = npt.NDArray[np.datetime64]
Texts = npt.NDArray[np.object_]


def even(rng: Rng, size: int) -> npt.NDArray[np.float64]:
    """`size` numbers from 0 to below 1, one in each of `size` equal slices, in random order.

    A plain draw of 100 conferences can easily miss a share by ten points; this one cannot, so a small
    authority still looks like the published figures.
    """
    if size == 0:
        return np.zeros(0)
    return (rng.permutation(size) + rng.random(size)) / size


def choose(rng: Rng, size: int, weights: Sequence[float]) -> Numbers:
    """`size` places in `weights`, each as often as its weight says."""
    limits = np.cumsum(np.asarray(weights, dtype=float))
    return np.searchsorted(limits / limits[-1], even(rng, size), side="right").astype(np.int64)


def pick(rng: Rng, size: int, weighted: Mapping[str, float]) -> Texts:
    """`size` of the keys of `weighted`, each as often as its weight says."""
    return words(list(weighted))[choose(rng, size, list(weighted.values()))]


def mark(rng: Rng, among: Flags, share: float) -> Flags:
    """True for `share` of those that are true in `among`, and for nobody else."""
    marked = np.zeros(among.size, dtype=bool)
    marked[among] = even(rng, int(among.sum())) < share
    return marked


def between(rng: Rng, size: int, low: int, high: int) -> Numbers:
    """`size` whole numbers from `low` to `high`, both included."""
    return (low + even(rng, size) * (high - low + 1)).astype(np.int64)


def words(texts: Sequence[str | None]) -> Texts:
    """Texts as an array of objects, so that they are looked up and not copied."""
    found = np.empty(len(texts), dtype=object)
    found[:] = texts
    return found


def yes_no(yes: Flags, known: Flags | None = None) -> Texts:
    """Y and N, and None where `known` is false."""
    flags = words(["N", "Y"])[yes.astype(np.int64)]
    if known is not None:
        flags[~known] = None
    return flags


def only(those: Flags, texts: Texts | str) -> Texts:
    """The texts where `those` is true, None elsewhere; one text stands for all."""
    found = np.full(those.size, None, dtype=object)
    found[those] = texts if isinstance(texts, str) else texts[those]
    return found


def given(texts: Texts) -> Flags:
    """Where there is a text."""
    return np.array([text is not None for text in texts.tolist()], dtype=bool)


def everyone(size: int) -> Flags:
    """All true: to mark a share of all."""
    return np.ones(size, dtype=bool)


def spread(counts: Numbers) -> tuple[Numbers, Numbers]:
    """For groups of `counts` members: each member's group, and its place in the group from 0."""
    group = np.repeat(np.arange(counts.size), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return group, np.arange(group.size) - first
