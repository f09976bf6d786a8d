"""Tiny lines beside a figure, drawn without a library; a chart that stands by itself is in `charts`."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup


def sparkline(values: Sequence[float | None], top: float) -> Markup:
    """A tiny line beside a figure that is said in full elsewhere, so that a screen reader skips it.

    values: evenly spaced, earliest first; None is a gap. It shows the turn of the line and not its level:
    at least a fifth of `top` fills its height, so that a calm line stays calm.
    """
    known = [value for value in values if value is not None]
    if not known:
        return Markup("")
    height = max(max(known) - min(known), top / 5) or 1
    floor = (max(known) + min(known) - height) / 2
    step = 120 / max(len(values) - 1, 1)
    parts: list[list[str]] = [[]]
    for number, value in enumerate(values):
        if value is None:
            parts.append([])
        else:
            parts[-1].append(f"{number * step + 2:.1f},{30 - 28 * (value - floor) / height:.1f}")
    lines = "".join(f'<polyline points="{" ".join(part)}"/>' for part in parts if len(part) > 1)
    opened = '<svg class="spark" viewBox="0 0 124 32" aria-hidden="true" focusable="false">'
    return Markup(f"{opened}{lines}</svg>")  # noqa: S704  (numbers only)
