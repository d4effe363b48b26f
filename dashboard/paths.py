"""The folder layout; the only module that knows it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "assets"
PAGES = ROOT / "pages"
DATA = ROOT / "data"
APP = ROOT / "dashboard" / "app.py"
MIGRATIONS = ROOT / "dashboard" / "store" / "migrations"
STREAMLIT_CONFIG = ROOT / ".streamlit" / "config.toml"
README = ROOT / "README.md"
