"""Great Expectations on DuckDB: its engine, its datasource, and a quiet context for one night."""

from __future__ import annotations

import atexit
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, cast

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read once, when the package is imported

import duckdb
import duckdb_sqlalchemy
import great_expectations as gx
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine

from caseclock.check.declared import Check, Outcome


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):
    """Keeps one connection open: a DuckDB result cannot outlive its connection.

    checks: what may be run, by (return, rule). outcomes and counts: what running gave, by the same
    key; counts are Great Expectations' own of the rows that break a stock expectation.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.checks: dict[tuple[str, str], Check] = {}
        self.outcomes: dict[tuple[str, str], Outcome] = {}
        self.counts: dict[tuple[str, str], int] = {}

    @contextmanager
    def get_connection(self) -> Iterator[Any]:
        """The one connection, opened when it is first asked for."""
        if not self._connection:
            self._connection = self.engine.connect()
        yield self._connection

    @property
    def duckdb_connection(self) -> duckdb.DuckDBPyConnection:
        """The connection that Great Expectations uses, as DuckDB's own object."""
        with self.get_connection() as connection:
            return cast("duckdb.DuckDBPyConnection", connection.connection.dbapi_connection)


class DuckDBDatasource(SQLDatasource):
    """A DuckDB file as a SQL datasource."""

    type: Literal["duckdb"] = "duckdb"  # type: ignore[assignment]  # narrower than the stock one

    @property
    def execution_engine_type(self) -> Any:
        """The engine that keeps its connection."""
        return DuckDBExecutionEngine


@contextmanager
def quiet_context() -> Iterator[Any]:
    """A context that lives in memory, says nothing, and draws nothing.

    Great Expectations logs the text of database errors, which may hold values of a record; while
    this context is open its loggers are silent. What went wrong is told by our own results.
    """
    logger = logging.getLogger("great_expectations")
    passed_on, silence = logger.propagate, logging.NullHandler()
    logger.propagate = False
    logger.addHandler(silence)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            context: Any = gx.get_context(mode="ephemeral")
            context.variables.progress_bars = {"globally": False, "metric_calculations": False}
            yield context
    finally:
        logger.removeHandler(silence)
        logger.propagate = passed_on


@atexit.register
def _let_go_of_the_dialect() -> None:
    # Beside Great Expectations the dialect's module is never emptied at the end of the process, and
    # DuckDB's binding then prints a page about every type that is still held.
    vars(duckdb_sqlalchemy).clear()


def open_work_file(context: Any, path: Path) -> Any:
    """Open the work file at `path` in `context` and return its datasource.

    Each statement is its own transaction: one that fails must not undo those before it.
    """
    return context.data_sources.add_duckdb(
        "work",
        connection_string=f"duckdb:///{path.resolve()}",
        kwargs={"isolation_level": "AUTOCOMMIT"},
        create_temp_table=False,
    )


def close_work_file(source: Any) -> None:
    """Close every connection that Great Expectations made, so that others may open the file."""
    engine = source.get_execution_engine()
    if engine._connection:
        engine._connection.close()
        engine._connection = None
    engine.engine.dispose()
    source.get_engine().dispose()
