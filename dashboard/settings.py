"""Settings, read once from the environment; each field says what it is for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.paths import DATA

DEFAULT_DATABASE_URL = f"sqlite:///{DATA / 'oversight.db'}"


class Settings(BaseSettings):
    """All settings; each is read from the environment variable OVERSIGHT_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="OVERSIGHT_", frozen=True, extra="ignore")

    database_url: str = Field(
        default=DEFAULT_DATABASE_URL,
        description="SQLAlchemy URL of the shared store; default: SQLite in data/oversight.db.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address the server listens on; 127.0.0.1 unless the bureau opens it.",
    )
    port: int = Field(default=8501, ge=1, le=65535, description="Port the server listens on.")
    case_role: bool = Field(
        default=False,
        description="Whether this server is for the case role, which alone sees the names of "
        "bodies suspected in open cases.",
    )
    boundary_file: Path | None = Field(
        default=None,
        description="The bureau's own boundary file (GeoJSON, WGS-84) instead of the sketch map.",
    )
    map_approval_number: str = Field(
        default="",
        description="审图号 printed on the map; without one it says 示意图，不作为划界依据.",
    )
    workbook_limit_mb: int = Field(
        default=50,
        ge=1,
        le=1_000,
        description="Largest workbook that is read, in MB; a larger one is refused unread.",
    )
    unpacked_limit_mb: int = Field(
        default=300,
        ge=1,
        le=4_000,
        description="Most that a workbook may unpack to, in MB; more is refused as a zip bomb.",
    )
    csv_limit_mb: int = Field(
        default=500,
        ge=1,
        le=100_000,
        description="Largest CSV file that is read, in MB; it is read row by row.",
    )
    slides_template: Path | None = Field(
        default=None,
        description="The bureau's own presentation template (.pptx, 16:9, layouts 封面 and 内容).",
    )
    log_file: Path = Field(
        default=DATA / "oversight.log",
        description="Where incident traces are written; readers see the incident number only.",
    )


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()
