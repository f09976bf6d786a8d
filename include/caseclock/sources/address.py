"""Where a source's database is: an address or an Airflow connection, from the environment only."""

from __future__ import annotations

import json
import os
from typing import Any
from urllib.parse import unquote

import sqlalchemy as sa

from caseclock.errors import ConfigurationError

DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "mssql": "mssql+pyodbc",
    "oracle": "oracle+oracledb",
    "sqlite": "sqlite",
}
"""The driver that each of Airflow's connection types, or a bare address, is read with."""

EXTRAS = {"mssql": "sqlserver", "oracle": "oracle"}


def address_of(connection: str) -> sa.URL:
    """The address behind a name: the environment variable of that name, else AIRFLOW_CONN_<NAME>.

    Either holds an address (dialect://user:password@host/database) or, as Airflow also writes it, JSON
    with conn_type, host, login, password, port and schema. Raises ConfigurationError when neither is
    set or it cannot be read; its text never holds the address.
    """
    airflow = f"AIRFLOW_CONN_{connection.upper()}"
    text = os.environ.get(connection) or os.environ.get(airflow)
    if not text:
        raise ConfigurationError(
            "No address is known for this connection.",
            where=connection[:60],
            do=f"Set the environment variable {airflow[:80]}, or one of the connection's own name, to its address.",
        )
    try:
        parsed = _from_json(json.loads(text)) if text.lstrip().startswith("{") else _from_uri(text)
    except (ValueError, TypeError, KeyError, sa.exc.ArgumentError):
        raise ConfigurationError(
            "The address of this connection cannot be read.",
            where=connection[:60],
            do="Write it as dialect://user:password@host:port/database.",
        ) from None
    return parsed


def missing_driver(address: sa.URL, connection: str) -> ConfigurationError:
    """The error for a database whose driver or dialect is not installed."""
    backend = address.drivername.split("+")[0]
    extra = EXTRAS.get(backend)
    do = (
        f"Install the extra: caseclock[{extra}]."
        if extra
        else f"Use one of {', '.join(sorted(set(DRIVERS)))}."
    )
    return ConfigurationError(f"The driver for {backend[:20]} is not installed.", where=connection, do=do)


def _from_uri(text: str) -> sa.URL:
    url = sa.make_url(text.strip())
    # Airflow keeps a connection's extras in the query; no driver knows these names.
    query = {key: value for key, value in url.query.items() if not key.startswith("__")}
    return url.set(drivername=DRIVERS.get(url.drivername, url.drivername), query=query)


def _from_json(document: dict[str, Any]) -> sa.URL:
    kind = str(document["conn_type"])
    extra = document.get("extra") or {}
    if isinstance(extra, str):
        extra = json.loads(extra)
    driver = {"driver": extra["driver"]} if kind == "mssql" and "driver" in extra else {}
    port = document.get("port")
    return sa.URL.create(
        DRIVERS.get(kind, kind),
        username=document.get("login") or None,
        password=document.get("password") or None,
        host=unquote(str(document["host"])) if document.get("host") else None,
        port=int(port) if port else None,
        database=document.get("schema") or None,
        query=driver,
    )
