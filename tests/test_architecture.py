"""The house's rules: who may know whom, how long things may be, and where colours and HTML live."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from dashboard import theme
from dashboard.metrics.definitions import METRICS
from dashboard.paths import ASSETS, ROOT
from tests.sources import Source, sources

HEX = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3,4})\b")

LONG_MODULES = {
    "dashboard/errors.py": "one class per kind of error, without logic, looked up like a table",
    "dashboard/metrics/facts.py": "one declaration per ledger, read side by side like a table",
    "dashboard/sections/answer.py": "one declaration per kind of block, what a surface must draw",
}
"""Modules above 250 lines, each with the reason why it is not split."""

MARKDOWN = {
    *("markdown", "write", "caption", "title", "header", "subheader", "info", "success"),
    *("warning", "error", "exception", "toast", "metric", "badge", "latex", "code"),
}
"""Streamlit calls that would read a value from the store or the URL as Markdown."""

UNTESTED = {
    "dashboard/paths.py": "names of folders; every other test would fail without them",
    "dashboard/errors.py": "classes without logic; their messages are tested where they are raised",
    "dashboard/app.py": "the entry; tests/pages runs it for every page and kind of store",
    "dashboard/commands/options.py": "tested through tests/dashboard/test_cli.py",
    "dashboard/sections/definition.py": "tested through tests/dashboard/sections/test_explanation",
    "dashboard/charts/spec.py": "the frame of all shapes; tested through each shape",
    "dashboard/maps/geojson.py": "tests/dashboard/maps/test_boundaries.py reads files through it",
    "dashboard/maps/unit_value.py": "tested through tests/dashboard/maps/test_steps.py",
    "dashboard/metrics/metric.py": "tested through tests/dashboard/metrics/test_definitions.py",
    "dashboard/commands/progress.py": "tested through tests/dashboard/commands/test_ledgers.py",
    "dashboard/commands/history.py": "tested through tests/dashboard/commands/test_ledgers.py",
    "dashboard/commands/load_report.py": "tested through tests/dashboard/commands/test_ledgers.py",
    "dashboard/commands/loading.py": "tested through tests/dashboard/commands/test_ledgers.py",
    "data_loaders/reading/asking.py": "a value without logic; tested through each reader",
    "dashboard/store/models/base.py": "tested through tests/dashboard/store/test_models.py",
    "dashboard/store/migrations/env.py": "tested through tests/dashboard/store/test_migrations.py",
    "data_loaders/assets.py": "tested through tests/data_loaders/test_circular.py",
    "data_loaders/cells.py": "tested through tests/data_loaders/test_circular.py",
    "dashboard/builders/boundaries.py": "tests/dashboard/maps/test_boundary_build.py and _files.py",
    "data_loaders/batches/parse/opening.py": "tests/data_loaders/batches/test_load.py",
    "data_loaders/reading/amounts.py": "tests/data_loaders/reading/test_habits.py, cell by cell",
    "data_loaders/reading/cells.py": "tests/data_loaders/reading/test_habits.py, cell by cell",
    "data_loaders/reading/choices.py": "tests/data_loaders/reading/test_habits.py",
    "data_loaders/reading/columns.py": "tests/data_loaders/reading/test_matching.py and _header.py",
    "data_loaders/reading/leftovers.py": "tests/data_loaders/reading/test_read.py, _habits.py",
    "data_loaders/reading/lines.py": "tests/data_loaders/reading/test_read.py and test_habits.py",
    "data_loaders/reading/records.py": "what reading gives; tested wherever something is read",
    "data_loaders/reading/rows.py": "tests/data_loaders/reading/test_habits.py, row by row",
    "data_loaders/reading/telling.py": "tests/data_loaders/reading/test_read.py and test_habits.py",
    "data_loaders/reading/verdict.py": "tests/data_loaders/reading/test_any_mixture.py",
    "data_loaders/rules/credit_code.py": "tests/data_loaders/reading/test_habits.py",
    "data_loaders/rules/faults.py": "an error without logic",
    "data_loaders/rules/limits.py": "tests/data_loaders/reading/test_habits.py",
    "dashboard/demo/__main__.py": "writes the truth file that tests/dashboard/demo compares",
}
"""Modules without a test file of their own, each with where it is tested instead."""

MIRRORED_BY_FOLDER = (
    "data_loaders/files/",  # tests/data_loaders/files: by make of file, malice in test_opening.py
    "data_loaders/export/",  # tests/data_loaders/export/test_folder.py: the workbooks it writes
    "data_loaders/marked/",  # tests/data_loaders/marked/test_book.py: the workbook they make
    "data_loaders/ledgers/",  # declarations: tests/data_loaders/ledgers/test_registry.py
    "dashboard/demo/",  # a generator: tested by what it writes, not part by part
    "data_loaders/batches/",  # one machine: tested by what a load does to a store
    "dashboard/store/models/",  # declarations: tests/dashboard/store/test_models.py
    "dashboard/metrics/definitions/",  # tests/dashboard/metrics/test_definitions.py
    "pages/",  # tests/pages runs every page over every kind of store
    "dashboard/surfaces/screen/importing/",  # one page: test_page.py does what a clerk does
)


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_screen_imports_streamlit() -> None:
    knowing = {one.name for one in sources() if _imports(one, "streamlit")}
    allowed = ("dashboard/app.py", "dashboard/access/", "dashboard/surfaces/screen/")
    served = ("dashboard/server.py", "dashboard/server/", "dashboard/commands/serve.py")
    assert {name for name in knowing if not name.startswith(allowed + served)} == set()


def test_only_commands_and_the_import_page_import_loaders() -> None:
    knowing = {
        one.name
        for one in sources()
        if _imports(one, "data_loaders") and not one.name.startswith("data_loaders/")
    }
    allowed = ("dashboard/cli.py", "dashboard/cli/", "dashboard/commands/")
    told = (
        "dashboard/handbook.py",
        "dashboard/demo/",
    )  # writes the ledgers' declarations into the documents
    door = ("dashboard/surfaces/screen/importing/",)
    assert {name for name in knowing if not name.startswith(allowed + told + door)} == set()


def test_pages_import_sections_and_a_page_drawer_alone() -> None:
    """A page lists sections; one that people work on names its own drawer and nothing else."""
    allowed = (
        "dashboard.sections.",
        "dashboard.surfaces.screen.help_page",  # says what pages are, and counts nothing
        "dashboard.surfaces.screen.briefing_page",  # briefings are edited, which is no answer
        "dashboard.surfaces.screen.importing.page",  # ledgers are handed in, which is no answer
    )
    for page in _pages():
        assert all(name.startswith(allowed) for name in page.imports()), page.name


def test_pages_are_at_most_30_lines() -> None:
    assert {page.name: page.lines for page in _pages() if page.lines > 30} == {}


def test_modules_are_at_most_250_lines() -> None:
    long = {one.name: one.lines for one in sources() if one.lines > 250}
    assert {name: lines for name, lines in long.items() if name not in LONG_MODULES} == {}
    assert set(LONG_MODULES) <= set(long), "an exemption is no longer needed"


def test_functions_are_at_most_40_lines() -> None:
    long = {
        f"{one.name}:{name}": lines
        for one in sources()
        for name, lines in one.functions()
        if lines > 40
    }
    assert long == {}


def test_colours_are_written_in_the_theme_alone() -> None:
    coloured = {
        one.name: HEX.findall(one.text)
        for one in sources()
        if HEX.search(one.text) and one.name != "dashboard/theme.py"
    }
    assert coloured == {}
    for sheet in (ASSETS / "css").rglob("*.css"):
        assert HEX.findall(sheet.read_text(encoding="utf-8")) == [], sheet.name


def test_streamlit_is_configured_with_the_themes_colours() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    told = config["theme"]
    assert told["primaryColor"] == theme.ACCENT
    assert told["backgroundColor"] == theme.PAPER
    assert told["secondaryBackgroundColor"] == theme.WASH
    assert told["textColor"] == theme.INK
    assert told["font"].replace(" ", "") == theme.FONT.replace(" ", "")


def test_caches_live_in_one_module() -> None:
    keeping = {
        one.name
        for one in sources()
        if re.search(r"\bst\.cache_", one.text) or "cache_resource" in one.text
    }
    assert keeping == {"dashboard/surfaces/screen/resources.py"}


def test_html_is_never_taken_unescaped() -> None:
    for one in sources():
        assert "unsafe_allow_html" not in one.text, one.name
        assert "unsafe_allow_javascript" not in one.text, one.name
        for call, name in one.calls():
            if name in ("Markup", "markupsafe.Markup") and call.args:
                assert one.name.endswith("surfaces/markup.py"), f"{one.name}:{call.lineno}"


def test_html_templates_are_literals() -> None:
    """A template put together at run time could carry a value of the store unescaped."""
    for one in sources():
        for call, name in one.calls():
            if name == "html" and call.args:
                template = call.args[0]
                literal = isinstance(template, ast.Constant) and isinstance(template.value, str)
                assert literal, f"{one.name}:{call.lineno}"


def test_html_reaches_the_page_through_one_function() -> None:
    drawing = {one.name for one in sources() for _, name in one.calls() if name == "st.html"}
    assert drawing == {
        "dashboard/surfaces/screen/frame.py",
        "dashboard/surfaces/screen/markup.py",
    }


def test_no_value_is_read_as_markdown() -> None:
    for one in sources():
        for call, name in one.calls():
            if name.startswith("st.") and name.removeprefix("st.") in MARKDOWN:
                literal = bool(call.args) and isinstance(call.args[0], ast.Constant)
                assert literal, f"{one.name}:{call.lineno} {name}"


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    assert [one.name for one in sources() if marks.search(one.text)] == []


def test_modules_have_telling_names() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
    for one in sources():
        assert not vague & {part.removesuffix(".py") for part in Path(one.name).parts}, one.name


def test_no_module_is_named_like_a_standard_one() -> None:
    """Streamlit puts dashboard/ first on the path, where such a name would shadow Python's own."""
    taken = sys.stdlib_module_names - {"__main__"}
    names = {one.name: one.path.stem for one in sources()}
    assert {name for name, stem in names.items() if stem in taken} == set()


def test_tests_mirror_sources() -> None:
    missing = [
        one.name
        for one in sources()
        if one.path.name != "__init__.py"
        and one.name not in UNTESTED
        and not one.name.startswith(MIRRORED_BY_FOLDER)
        and not _test_of(one).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("name", sorted(UNTESTED))
def test_an_exemption_from_testing_is_still_needed(name: str) -> None:
    (one,) = (one for one in sources() if one.name == name)
    assert not _test_of(one).exists()


def test_test_folders_are_packages() -> None:
    """Without the whole chain of __init__.py a folder named dashboard would shadow the product."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        assert (path.parent / "__init__.py").exists(), path


def test_metric_labels_are_unique() -> None:
    counts = Counter(metric.label for metric in METRICS.values())
    assert {label for label, number in counts.items() if number > 1} == set()


def _pages() -> list[Source]:
    return [one for one in sources() if one.name.startswith("pages/")]


def _imports(one: Source, package: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for name in one.imports())


def _test_of(one: Source) -> Path:
    return ROOT / "tests" / Path(one.name).parent / f"test_{one.path.name}"
