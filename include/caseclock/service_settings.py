"""What Airflow's services are told when they run on one machine, and the secrets they share."""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path

from caseclock.settings import PROJECT, private_folder

USER = "admin"


def clean_environment() -> dict[str, str]:
    """The environment as it is, without what would keep Python from writing bytecode."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def folders(home: Path) -> dict[str, str]:
    """The settings that any Airflow process of this clone needs, with its own files in `home`."""
    return {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(PROJECT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DEFAULT_TIMEZONE": "Europe/London",
        "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FOLDER_PERMISSIONS": "0o700",
        "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FILE_PERMISSIONS": "0o600",
        "AIRFLOW__LOGGING__NAMESPACE_LEVELS": "great_expectations=WARNING",
        "GX_ANALYTICS_ENABLED": "false",
    }


def environment(home: Path, port: int) -> dict[str, str]:
    """The whole environment of the services on 127.0.0.1:`port`.

    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN and AIRFLOW__CORE__PARALLELISM are taken from the environment
    where they are set. All services get the same secrets, made once and kept in `home`.
    """
    kept = _secrets(home)
    given = clean_environment()
    given.setdefault("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", f"sqlite:///{home / 'airflow.db'}")
    given.setdefault("AIRFLOW__CORE__PARALLELISM", "4")
    return {
        **given,
        **folders(home),
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__AUTH_MANAGER": "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(password_file(home)),
        "AIRFLOW__CORE__FERNET_KEY": kept["fernet"],
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": f"http://127.0.0.1:{port}",
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API__SECRET_KEY": kept["session"],
        "AIRFLOW__API__EXPOSE_CONFIG": "False",
        "AIRFLOW__API_AUTH__JWT_SECRET": kept["jwt"],
        "AIRFLOW__SCHEDULER__ENABLE_HEALTH_CHECK": "False",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
        "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "30",
    }


def password_file(home: Path) -> Path:
    """Where Airflow reads the passwords of its users, readable by the owner only."""
    return home / "passwords.json"


def login(home: Path) -> tuple[str, str]:
    """The user's name and password for the pages."""
    return USER, json.loads(password_file(home).read_text(encoding="utf-8"))[USER]


def _secrets(home: Path) -> dict[str, str]:
    """The secrets of this machine's Airflow, made on the first call; the login's password too."""
    path = private_folder(home) / "secrets.json"
    if not path.exists():
        made = {
            "jwt": secrets.token_urlsafe(48),
            "session": secrets.token_urlsafe(48),
            "fernet": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        }
        _write(path, made)
    if not password_file(home).exists():
        # Airflow would make one itself, in a file that everybody may read.
        _write(password_file(home), {USER: secrets.token_urlsafe(15)})
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def _write(path: Path, content: dict[str, str]) -> None:
    partial = path.with_suffix(".partial")
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file)
    os.replace(partial, path)
