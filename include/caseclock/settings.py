"""Settings, all of them from the environment, with defaults that suit one machine."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from caseclock.errors import ConfigurationError

PROJECT = Path(__file__).resolve().parents[2]
"""The clone: dags/, expectations/, sql/ and include/ lie here."""


class Settings(BaseSettings):
    """Where things lie and how much of the machine a night may use.

    Each field is read from the variable CASECLOCK_<NAME>. Paths are resolved; sizes are in the
    unit that their name says; days are calendar days.
    """

    model_config = SettingsConfigDict(env_prefix="CASECLOCK_", frozen=True, extra="ignore")

    home: Path = PROJECT
    data: Path | None = None
    config: Path = PROJECT / "include" / "sample_authority"
    database_url: SecretStr | None = None
    pseudonym_key: SecretStr | None = None
    memory_limit: str = Field(default="1GB", pattern=r"^\d+(\.\d+)?\s?(KB|MB|GB|KiB|MiB|GiB)$")
    threads: int = Field(default=2, ge=1, le=1024)
    largest_unpacked_mb: int = Field(default=1024, ge=1)
    keep_deliveries_days: int = Field(default=35, ge=0)
    keep_month_end_years: int = Field(default=7, ge=0)
    keep_closed_findings_days: int = Field(default=730, ge=0)
    chromium: Path | None = None
    schedule: str = "0 2 * * *"
    notice_to: str = ""
    retry_minutes: float = Field(default=5, ge=0)

    @cached_property
    def state(self) -> Path:
        """Folder of everything Caseclock keeps on this machine besides the deliveries."""
        return self.home.resolve() / ".caseclock"

    @cached_property
    def storage(self) -> Path:
        """Folder of landing, work files and reports; shared by all workers when there are many."""
        return (self.data or self.state / "data").resolve()

    @property
    def landing(self) -> Path:
        """Folder of deliveries as they came: <authority>/<source>/<as_at>/<sha12>/."""
        return self.storage / "landing"

    @property
    def work(self) -> Path:
        """Folder of the night's DuckDB files: <authority>/<run>.duckdb, local to this worker."""
        return self.state / "work"

    @property
    def reports(self) -> Path:
        """Folder of pages and workbooks for people: <authority>/."""
        return self.storage / "reports"


def settings() -> Settings:
    """The settings as the environment has them now; ConfigurationError names one that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        raise ConfigurationError(
            f"A setting cannot be used: {wrong['msg']}.",
            where=f"CASECLOCK_{str(wrong['loc'][0]).upper()}",
            do="Correct that environment variable, or leave it out.",
        ) from None


def private_folder(path: Path) -> Path:
    """Make `path` and its missing parents, readable by their owner only, and return it."""
    missing = []
    folder = path
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)
    return path
