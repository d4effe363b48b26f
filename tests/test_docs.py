"""The documents and the code say the same, both ways: nothing undocumented, nothing gone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer

from dashboard.cli import app
from dashboard.documents import DOCUMENTS, read_block
from dashboard.handbook import BLOCKS, every_command
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import URL_NAMES
from dashboard.navigation import PAGES
from dashboard.paths import README, ROOT
from dashboard.settings import Settings
from dashboard.store.models import Base
from tests.cost import MOST_BYTES, MOST_STATEMENTS
from tests.sources import sources
from tests.volume import MOST_GROWTH, MOST_TIMES

TEXT = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
COMMANDS = every_command()
GROUPS: Any = typer.main.get_command(app)


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_as_the_code_writes_it(name: str) -> None:
    assert read_block(name) == BLOCKS[name](), "run `python -m dashboard.handbook`"


def test_no_block_stands_in_the_documents_that_nothing_writes() -> None:
    marked = set(re.findall(r"<!-- begin: (\w+) -->", TEXT))
    assert marked == {*BLOCKS, "bench", "cost", "simulation", "volume"}
    assert marked == set(re.findall(r"<!-- end: (\w+) -->", TEXT))


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_every_table_and_column_is_in_the_dictionary(table: Any) -> None:
    told = read_block("dictionary")
    (part,) = re.findall(rf"`{table.name}`: .+?\n\n((?:\|.*\n)+)", told)
    columns = re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
    assert columns == [column.name for column in table.columns]


def test_the_dictionary_names_no_table_that_is_gone() -> None:
    told = re.findall(r"^`(\w+)`: ", read_block("dictionary"), re.MULTILINE)
    assert sorted(told) == sorted(Base.metadata.tables)


def test_every_metric_is_listed_once_and_none_that_is_gone() -> None:
    told = re.findall(r"^\| [^|]+ \| `(\w+)` \|", read_block("metrics"), re.MULTILINE)
    assert sorted(told) == sorted(METRICS)


def test_every_setting_is_listed_and_none_that_is_gone() -> None:
    told = re.findall(r"^\| `OVERSIGHT_(\w+)` \|", read_block("settings"), re.MULTILINE)
    assert told == [name.upper() for name in Settings.model_fields]


def test_no_variable_is_named_that_nothing_reads() -> None:
    known = {f"OVERSIGHT_{name.upper()}" for name in Settings.model_fields}
    for_tests = {
        "OVERSIGHT_TEST_POSTGRES_URL",
        "OVERSIGHT_TEST_REQUIRE",
        "OVERSIGHT_CHROMIUM",
    }
    assert set(re.findall(r"OVERSIGHT_[A-Z_]+[A-Z]", TEXT)) <= known | for_tests
    for one in sources():
        assert set(re.findall(r"OVERSIGHT_[A-Z_]+[A-Z]", one.text)) <= known, one.name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help_and_is_documented(name: str) -> None:
    command = COMMANDS[name]
    assert len(command.help or "") > 20
    told = read_block("commands")
    assert f"`oversight {name}`: " in told
    for option in command.params:
        assert option.help, f"{name} {option.name}"
        assert all(spelling in told for spelling in option.opts)


def test_no_command_is_documented_that_is_gone() -> None:
    named = set(re.findall(r"`oversight (\w+)", TEXT))
    assert named <= set(GROUPS.commands)


def test_every_page_is_documented() -> None:
    told = read_block("pages")
    for page in PAGES:
        assert f"| {page.title} | `/{page.path}` | {page.purpose} |" in told


def test_the_parameters_of_the_url_are_documented() -> None:
    for name in (*URL_NAMES.values(), "asof", "since"):
        assert f"`{name}`" in TEXT, name


def test_the_cost_of_every_page_is_stated_and_within_the_ceilings() -> None:
    rows = re.findall(
        r"^\| (\S+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", read_block("cost"), re.MULTILINE
    )
    assert [row[0] for row in rows] == [page.title for page in PAGES], (
        "python -m tests.cost --write"
    )
    for page, (_, first, again, kilobytes, _) in zip(PAGES, rows, strict=True):
        assert int(first) <= MOST_STATEMENTS
        assert int(again) == 1 or not page.lists_sections
        assert int(kilobytes) * 1000 <= MOST_BYTES


def test_the_rate_of_a_long_file_is_stated_and_within_the_ceiling() -> None:
    rows = re.findall(
        r"^\| (\w+), .+ \| ([\d.]+) \| (\d+) \| (\d+) \|$", read_block("volume"), re.M
    )
    assert [row[0] for row in rows] == ["SQLite", "PostgreSQL"], "python -m tests.volume --write"
    for _, times, tenth, whole in rows:
        assert float(times) <= MOST_TIMES
        assert int(whole) <= MOST_GROWTH * int(tenth)


def test_files_that_are_named_are_there() -> None:
    named = re.findall(r"`((?:assets|dashboard|pages|data_loaders|tests)/[\w./-]*)`", TEXT)
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for name, place in re.findall(r"\]\((?!http)([^)#]*)#?([^)]*)\)", document.read_text("utf-8")):
        target = document.parent / name if name else document
        assert target.exists(), name
        assert not place or place in _headings(target), f"{name}#{place}"


def _headings(document: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in found}


def test_readme_is_read_in_a_minute_and_leads_to_every_document() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.encode()) <= 8_000
    led_to = {(ROOT / name).resolve() for name in re.findall(r"\]\(([^)#]+\.md)\)", text)}
    assert led_to == {path for path in DOCUMENTS if path != README}


def test_modules_that_are_named_are_there() -> None:
    for name in re.findall(r"python -m ([\w.]+)", TEXT):
        path = ROOT / name.replace(".", "/")
        assert path.with_suffix(".py").exists() or path.is_dir(), name
