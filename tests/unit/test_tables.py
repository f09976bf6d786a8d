"""Answers as lines for a terminal."""

from __future__ import annotations

from decimal import Decimal

from caseclock.report.tables import text_table


def test_columns_are_aligned_and_numbers_stand_right() -> None:
    assert text_table(["measure", "value"], [("contacts", 1240), ("icpc_15wd", Decimal("81.4")), (None, None)]) == (
        "measure    value\n"
        "---------  -----\n"
        "contacts    1240\n"
        "icpc_15wd   81.4\n"
        "\n"
        "(3 rows)"
    )  # fmt: skip


def test_no_value_can_steer_a_terminal() -> None:
    assert "\x1b" not in text_table(["a"], [("\x1b[2Jx\n",)])


def test_no_rows_and_no_columns() -> None:
    assert text_table(["a"], []) == "a\n-\n(0 rows)"
    assert text_table([], []) == ""
