"""The folder layout; the only module that knows it.

An installed program has its files where a checkout has them: beside its packages.
"""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "assets"
PAGES = ROOT / "pages"
# What people enter outlives the program: an upgrade replaces the folder it is installed in.
_INSTALLED = not (ROOT / "pyproject.toml").is_file()
_OWN = Path(os.path.expanduser("~/.local/share/oversight")) if _INSTALLED else ROOT / "data"
DATA = Path(os.environ.get("OVERSIGHT_DATA_FOLDER") or _OWN)
BROWSER_FILES = DATA / "browser"
APP = ROOT / "dashboard" / "app.py"
MIGRATIONS = ROOT / "dashboard" / "store" / "migrations"
STREAMLIT_CONFIG = ROOT / ".streamlit" / "config.toml"
README = ROOT / "README.md"
OPERATING = ROOT / "dashboard" / "OPERATING.md"
