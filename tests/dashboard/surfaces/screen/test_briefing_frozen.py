"""A frozen version is drawn as it was frozen, whatever has been loaded since, and says so."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.figures import told
from dashboard.briefings.freeze import freeze
from dashboard.briefings.keeping import create
from dashboard.store.state import loading
from tests.conftest import load_whole_demo
from tests.dashboard.surfaces.screen.briefings import SIGNED, new_briefing, reader
from tests.ledger import Ledger
from tests.reported import everybody_reports
from tests.screen import Screen, screen_on, url_of
from tests.stores import Stores


def late_finding(engine: Engine, *, found_on: date) -> None:
    with loading(engine, dataset="demo") as session:
        ledger = Ledger(session)
        ledger.add(
            "finding",
            district_id=1,
            institution_id=1,
            found_on=found_on,
            number=str(found_on),
            batch_id=ledger.add("import_batch", loaded_at=datetime(2099, 1, 1, tzinfo=UTC)),
        )


def opened(screen: Screen, key: int, version: int = 1) -> Screen:
    return screen.open("briefings", briefing=str(key), version=str(version))


def test_every_figure_stands_on_the_screen_as_it_was_frozen(stores: Stores) -> None:
    with reader(stores) as screen:
        for template in range(4):
            snapshot = freeze(screen.engine, new_briefing(screen, template=template), by=SIGNED)
            text = opened(screen, snapshot.briefing).text.replace(" ", "")
            for one in told(snapshot):
                if one.place in ("title", "figure", "part", "line", "text"):
                    assert one.text.replace(" ", "") in text, one
            assert snapshot.sha256[:12] in text
            assert "冻结以来数据库没有变化" in text
            assert "演示数据" in text


def test_a_load_moves_nothing_and_is_announced(dialect: str, stores: Stores) -> None:
    with stores.fresh(dialect) as engine:
        load_whole_demo(engine)
        with screen_on(url_of(engine)) as screen:
            key = new_briefing(screen)
            freeze(engine, key, by=SIGNED)
            before = opened(screen, key).text
            late_finding(engine, found_on=date(2024, 12, 1))
            late_finding(engine, found_on=date(2025, 1, 9))
            with loading(engine, dataset="demo") as session:
                everybody_reports(session, on=date(2025, 1, 9))
            after = opened(screen, key).text
            assert "数据版本1→4，数据截至 2025-01-09" in after
            sections = "交付：每个文件里的数字都与本页相同"
            assert after.partition(sections)[2] == before.partition(sections)[2]

            (toggle,) = screen.app.toggle
            toggle.set_value(True)
            said = screen.rerun().text
            assert "补报和更正：同为截至2024-12-31，现在另算的数" in said
            assert "其后发生：2024-12-31至2025-01-09" in said
            assert "冻结后导入：批次" in said
            assert "问题与整改 · 发现问题（本年） 771项 772项" in said
            assert "问题与整改 · 发现问题（本年） 772项 773项" in said


def test_other_versions_are_named_and_which_say_the_same(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        for _ in range(2):
            freeze(screen.engine, key, by=SIGNED)
        assert "已有更新的版本： 第2版 （内容相同）" in opened(screen, key).text
        assert "此前的版本： 第1版 （内容相同）" in opened(screen, key, 2).text


def test_a_long_briefing_is_drawn_a_page_at_a_time(stores: Stores) -> None:
    items = tuple(Item.of("data/data-requirements", title=f"第{at}页") for at in range(1, 31))
    with reader(stores) as screen:
        key = create(screen.engine, Briefing(title="长", items=items), by=SIGNED)
        freeze(screen.engine, key, by=SIGNED)
        assert "第12页" in opened(screen, key).text
        assert "第13页" not in screen.text
        assert screen.bytes_sent < 250_000
        number = f"JB-20241231-{key:03d}-v1"
        screen.app.session_state[f"sections-{number}"] = 3
        screen.rerun()
        assert "第30页" in screen.text
        assert "第12页" not in screen.text


def test_a_frozen_page_offers_nothing_to_filter_by(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen, template=3)
        freeze(screen.engine, key, by=SIGNED)
        opened(screen, key)
        kinds = {one.type for one in screen.elements}
        assert not kinds & {"date_input", "selectbox", "text_input"}
        assert "点击" not in screen.text
