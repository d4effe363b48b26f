"""Settings, read once from the environment; each field says what it is for."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.paths import DATA

DEFAULT_DATABASE_URL = f"sqlite:///{DATA / 'oversight.db'}"


class Settings(BaseSettings):
    """All settings; each is read from the environment variable OVERSIGHT_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="OVERSIGHT_", frozen=True, extra="ignore")

    data_folder: Path = Field(
        default=DATA,  # which has read the variable already, as others' defaults lie in it
        description="Folder of the store, its backups, the log and the prepared browser files, "
        "unless settings below name other places; data/ in a checkout.",
    )
    database_url: str = Field(
        default=DEFAULT_DATABASE_URL,
        description="SQLAlchemy URL of the shared store; default: SQLite in data/oversight.db.",
    )
    read_seconds: int = Field(
        default=60,
        ge=1,
        le=3_600,
        description="Longest that PostgreSQL may work on one statement of a page, in seconds.",
    )
    lock_seconds: int = Field(
        default=8,
        ge=1,
        le=3_600,
        description="Longest that a page waits in PostgreSQL for what another has locked, "
        "in seconds.",
    )
    backup_folder: Path = Field(
        default=DATA / "backups",
        description="Where a store is backed up before its schema is upgraded.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address the server listens on; 127.0.0.1 unless the bureau opens it.",
    )
    port: int = Field(default=8501, ge=1, le=65535, description="Port the server listens on.")
    processes: int = Field(
        default=1,
        ge=1,
        le=64,
        description="Server processes, at the port and those after it; more than one need a proxy "
        "that keeps each reader at one.",
    )
    allowed_hosts: str = Field(
        default="",
        description="Names and addresses readers type to reach the server, with commas, as "
        "oversight.example.cn; the address it listens on is always allowed.",
    )
    base_path: str = Field(
        default="",
        pattern=r"^(/[A-Za-z0-9._~-]+)*$",
        description="Path under which a proxy gives the server, as /oversight; empty for the root.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1",
        description="Addresses of proxies, with commas, that are believed about a reader's "
        "address and whether the connection is encrypted.",
    )
    portal_origins: str = Field(
        default="",
        pattern=r"^(https?://[A-Za-z0-9.:\[\]-]+( *, *|$))*$",
        description="Origins whose pages may frame the dashboard, with commas, as "
        "https://portal.example.cn; none may by default.",
    )
    today: date | None = Field(
        default=None,
        description="Day taken for today, as 2026-01-31, for trials; empty: the day in Chongqing.",
    )
    case_role: bool = Field(
        default=False,
        description="Whether this server is for the case role, which alone sees the names of "
        "bodies suspected in open cases, what violations say, and persons by part of the city.",
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
    upload_session_limit_mb: int = Field(
        default=600,
        ge=1,
        le=100_000,
        description="Most that one reader's page may have uploaded at a time, in MB; what is more "
        "is refused while it is received.",
    )
    upload_total_limit_mb: int = Field(
        default=2_000,
        ge=1,
        le=1_000_000,
        description="Most that all readers together may have uploaded at a time, in MB; it is held "
        "in memory.",
    )
    previews_at_once: int = Field(
        default=2,
        ge=1,
        le=64,
        description="Previews and loads of uploaded files at a time; others wait in a queue.",
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
