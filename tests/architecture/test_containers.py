"""The container files, by their text: no Docker engine is needed, and none proves them."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from architecture.files import PROJECT

COMPOSE = PROJECT / "docker-compose.yml"
TEXT = COMPOSE.read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(TEXT)["services"]
OF_AIRFLOW = {"init", "api-server", "scheduler", "dag-processor", "triggerer", "worker"}
SECRET = re.compile(r"PASSWORD|SECRET|FERNET|PSEUDONYM_KEY")


def test_the_file_is_a_compose_file() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_the_services_are_those_of_airflow_and_two_databases() -> None:
    assert set(SERVICES) == OF_AIRFLOW | {"warehouse", "metadata", "redis"}
    assert {name for name, service in SERVICES.items() if service.get("profiles") == ["celery"]} == {
        "redis",
        "worker",
    }


def test_no_secret_has_a_default() -> None:
    for name, rest in re.findall(r"\$\{(\w+)([^}]*)\}", TEXT):
        if SECRET.search(name):
            assert rest.startswith(":?"), name


def test_the_example_names_what_compose_asks_for_and_gives_no_secret() -> None:
    example = dict(
        line.split("=", 1)
        for line in (PROJECT / ".env.example").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    assert set(re.findall(r"\$\{(\w+):\?", TEXT)) <= set(example)
    assert not any(value for value in example.values())


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_service_may_do_little(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["user"] not in {"root", "0", "0:0"}
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"init"}))
def test_a_service_says_whether_it_is_well(name: str) -> None:
    assert "test" in SERVICES[name]["healthcheck"]


def test_tasks_start_after_the_api_answers() -> None:
    for name in OF_AIRFLOW - {"init", "api-server"}:
        assert SERVICES[name]["depends_on"]["api-server"] == {"condition": "service_healthy"}


def test_all_airflow_services_share_their_secrets() -> None:
    shared = ("AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__API__SECRET_KEY", "AIRFLOW__CORE__FERNET_KEY")
    for variable in shared:
        assert len({SERVICES[name]["environment"][variable] for name in OF_AIRFLOW}) == 1


def test_the_two_databases_are_apart() -> None:
    assert SERVICES["metadata"]["networks"] == ["airflow"]
    assert SERVICES["warehouse"]["networks"] == ["warehouse"]
    # From PostgreSQL 18 on the image keeps its data beneath this folder, by version.
    for name in ("metadata", "warehouse"):
        assert SERVICES[name]["image"].startswith("postgres:18")
        assert SERVICES[name]["volumes"] == [f"{name}:/var/lib/postgresql"]


def test_the_image_is_built_from_the_lock_and_run_by_an_ordinary_user() -> None:
    dockerfile = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes --compile-bytecode -r requirements.lock" in dockerfile
    assert re.findall(r"^USER (.*)$", dockerfile, re.M)[-1] == "10001:10001"
    wanted = re.search(r"^UV_VERSION := (.*)$", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert wanted and f"uv=={wanted[1]}" in dockerfile
    for folder in ("include", "dags", "plugins", "expectations", "sql"):
        assert f"COPY {folder} {folder}" in dockerfile
