"""`oversight briefing` lists, freezes and exports, and says what it did to people and programs."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard import cli
from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.keeping import create
from dashboard.briefings.snapshot import from_json
from dashboard.settings import settings
from dashboard.store.briefing_acts import archive_briefing
from tests.conftest import load_circular_alone
from tests.screen import url_of
from tests.stores import Stores

Run = Callable[..., tuple[int, str, str]]
BRIEFING = Briefing(title="月报/一", items=(Item.of("overview/headline"),))


@pytest.fixture
def store(stores: Stores) -> Iterator[Engine]:
    with stores.fresh("sqlite") as engine:
        load_circular_alone(engine)
        yield engine


@pytest.fixture
def run(store: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `oversight briefing` over the store: exit code, what it printed, what it said."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["oversight", "briefing", *arguments])
        monkeypatch.setenv("OVERSIGHT_DATABASE_URL", url_of(store))
        settings.cache_clear()
        with pytest.raises(SystemExit) as ended:
            cli.run()
        settings.cache_clear()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return call


def test_an_empty_store_lists_nothing(run: Run) -> None:
    assert run("list") == (0, "还没有简报\n", "")
    document = json.loads(run("list", "--format", "json")[1])
    assert document == {
        "schema": "oversight-briefings/1",
        "dataset": "production",
        "revision": 1,
        "briefings": [],
    }


def test_a_briefing_is_frozen_and_listed_with_its_versions(store: Engine, run: Run) -> None:
    key = create(store, BRIEFING, by="综合处")
    away = create(store, BRIEFING, by="综合处")
    archive_briefing(store, away, by="综合处")
    code, out, err = run("freeze", str(key), "--by", "值班室", "--format", "json")
    assert code == 0
    frozen = json.loads(out)
    assert (frozen["number"], frozen["frozen_by"]) == (f"JB-20241231-{key:03d}-v1", "值班室")
    assert "冻结 0/1 总览：全市现在是什么情况？" in err
    again = json.loads(run("freeze", str(key), "--by", "值班室", "--format", "json")[1])
    assert (again["version"], again["sha256"]) == (2, frozen["sha256"])
    document = json.loads(run("list", "--format", "json")[1])
    (listed,) = document["briefings"]
    assert [one["number"] for one in listed["versions"]] == [again["number"], frozen["number"]]
    code, out, _ = run("list", "--archived")
    assert f"{key}  月报/一  1个板块" in out
    assert "月报/一（已归档）" in out
    assert frozen["sha256"][:12] in out


def test_the_same_version_is_the_same_file_by_number_and_by_briefing(
    store: Engine, run: Run, tmp_path: Path
) -> None:
    key = create(store, BRIEFING, by="综合处")
    run("freeze", str(key), "--by", "值班室")
    number = f"JB-20241231-{key:03d}-v1"
    sums = []
    for asked, folder in ((number, "one"), (str(key), "two/deep")):
        code, out, _ = run(
            "export", asked, "--format", "json", "--to", str(tmp_path / folder), "--report", "json"
        )
        assert code == 0
        (written,) = json.loads(out)["files"]
        content = Path(written["path"]).read_bytes()
        assert Path(written["path"]).parent == tmp_path / folder
        assert hashlib.sha256(content).hexdigest() == written["sha256"]
        assert from_json(content.decode()).number == number
        sums.append(written["sha256"])
    assert len(set(sums)) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "JB-1", "--format", "doc"), "没有“doc”这种文件；可选：pptx"),
        (("export", "JB-1", "--format", "json"), "没有编号为“JB-1”的快照"),
        (("export", "77", "--format", "json"), "没有编号为77的简报"),
        (("freeze", "77", "--by", "值班室"), "没有编号为77的简报"),
    ],
)
def test_what_cannot_be_done_says_why(run: Run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_briefing_never_frozen_says_how_to_freeze_it(store: Engine, run: Run) -> None:
    key = create(store, BRIEFING, by="综合处")
    code, _, err = run("export", str(key), "--format", "json")
    assert code == 2
    assert f"请先运行 oversight briefing freeze {key}" in err


def test_a_typed_number_that_is_not_the_snapshots_is_told(store: Engine, run: Run) -> None:
    titled = Item.of("overview/headline", title="全市复核12345家合格")
    key = create(store, Briefing(title="月报", items=(titled,)), by="安全培训处")
    code, _, err = run("freeze", str(key), "--by", "值班室")
    assert code == 0
    assert "手工填写的“12345家”不是该板块的数字" in err
