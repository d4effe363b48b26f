import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard import cli
from dashboard.settings import settings
from dashboard.store.engine import make_engine

COMMANDS = ("init", "demo", "serve", "figures", "check")
HEAVY = {
    "streamlit",
    "altair",
    "pandas",
    "alembic",
    "scipy",
    "pydeck",
    "xlsxwriter",
    "data_loaders",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `oversight` with arguments: exit code, what it printed, what it complained of."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["oversight", *arguments])
        monkeypatch.setenv("OVERSIGHT_DATABASE_URL", "sqlite://")
        settings.cache_clear()
        with pytest.raises(SystemExit) as ended:
            cli.run()
        settings.cache_clear()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return call


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store.db'}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_a_database_url(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "--database-url" in out


def test_init_says_what_it_did_and_may_run_again(run: Run, url: str) -> None:
    assert "数据版本1" in run("init", "--database-url", url)[1]
    code, out, _ = run("init", "--database-url", url)
    assert code == 0
    assert "数据版本不变" in out


def test_check_passes_on_the_demo_and_fails_on_a_broken_store(run: Run, url: str) -> None:
    assert run("demo", "--no-serve", "--database-url", url)[0] == 0
    code, out, _ = run("check", "--database-url", url)
    assert (code, "全部通过" in out) == (0, True)
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE penalty SET amount_fen = amount_fen + 1"))
    engine.dispose()
    code, out, _ = run("check", "--database-url", url)
    assert (code, "× 台账与通报数字一致" in out) == (1, True)
    code, out, _ = run("check", "--format", "json", "--database-url", url)
    assert (code, json.loads(out)["passed"]) == (1, False)


def test_figures_come_as_table_and_as_json(run: Run, url: str) -> None:
    run("init", "--database-url", url)
    assert "复核培训机构总数" in run("figures", "--database-url", url)[1]
    _, out, _ = run("figures", "--format", "json", "--database-url", url)
    assert len(json.loads(out)["figures"]) >= 30


def test_an_error_of_ours_is_said_in_both_languages(run: Run, url: str) -> None:
    code, out, err = run("figures", "--database-url", url)
    assert (code, out) == (2, "")
    assert err.startswith("错误：数据库尚未初始化")
    assert "\nError: the store is empty" in err


def test_a_demo_is_refused_a_production_store(run: Run, url: str) -> None:
    run("init", "--database-url", url)
    code, _, err = run("demo", "--no-serve", "--database-url", url)
    assert code == 2
    assert "正式数据" in err


def test_what_nobody_foresaw_has_a_number_and_no_trace(
    run: Run, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "oversight.log"
    monkeypatch.setenv("OVERSIGHT_LOG_FILE", str(log))
    monkeypatch.setattr("dashboard.commands.figures.figures", lambda *_, **__: 1 / 0)
    code, _, err = run("figures", "--database-url", url)
    assert code == 3
    assert "事件编号" in err
    assert "Traceback" not in err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_figures_load_nothing_heavy(url: str) -> None:
    program = (
        "import sys\n"
        "from dashboard import cli\n"
        f"sys.argv = ['oversight', 'figures', '--database-url', {url!r}]\n"
        "try:\n    cli.main()\n"
        "except SystemExit:\n    print(*sys.modules)"
    )
    engine = make_engine(url)
    from data_loaders.prepare import prepare

    list(prepare(engine))
    engine.dispose()
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert not loaded & HEAVY
