"""数据导入 as a clerk uses it: look, answer, mend, load, see the figures move, undo."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.demo.practice import PRACTICE, Practice
from dashboard.store.models.inspections import Finding
from dashboard.store.models.operation import BodyAlias, ImportBatch
from dashboard.store.state import read_state
from dashboard.surfaces.screen.importing.review import marked_copy
from data_loaders.batches import Preview
from data_loaders.export.book import DEMO
from data_loaders.ledgers.registry import LEDGERS
from tests.conftest import load_circular_alone, load_whole_demo
from tests.screen import Screen, screen_on, url_of
from tests.stores import DIALECTS, Stores

GOOD, BAD = PRACTICE
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def engine(stores: Stores, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A demo of this test's own; on SQLite unless the test asks for a dialect."""
    with stores.fresh(getattr(request, "param", "sqlite")) as engine:
        load_whole_demo(engine)
        yield engine


@pytest.fixture
def screen(engine: Engine) -> Iterator[Screen]:
    with screen_on(url_of(engine)) as screen:
        yield screen.open("data-import")


@pytest.fixture
def looking(stores: Stores) -> Iterator[Screen]:
    """A clerk who loads nothing, over the demo that all tests share."""
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    with screen_on(url_of(engine), keep=True) as screen:
        yield screen.open("data-import")


@pytest.mark.parametrize("engine", DIALECTS, indirect=True)
def test_a_good_file_is_previewed_loaded_seen_and_undone(screen: Screen, engine: Engine) -> None:
    before = read_state(engine)
    _choose(screen, GOOD)
    assert "新增4行、更新0行、不变0行，可以导入" in screen.text
    assert read_state(engine).revision == before.revision, "a preview writes nothing"
    assert _button(screen, "import-whole").disabled, "nobody has signed yet"
    _sign(screen)
    _press(screen, "import-whole")
    assert "已导入：批次" in screen.text
    assert read_state(engine).revision == before.revision + 1
    # One unit's early file moves no day of the city, and is seen on the day it speaks of.
    assert read_state(engine).data_until == before.data_until
    assert "截至 2025-01-17（数据截至 2024-12-31" in screen.open("overview", asof="2025-01-17").text

    screen.open("data-import")
    _choose(screen, GOOD)
    assert "库中已有全部内容" in screen.text
    _sign(screen)
    assert _button(screen, "import-whole").disabled

    _pick_batch(screen, "问题台账")
    _press(screen, "import-undo-sure")
    assert "已撤销批次" in screen.text
    assert read_state(engine).data_until == before.data_until
    with Session(engine) as session:
        assert session.scalar(_practised()) == 0


def test_a_bad_file_is_refused_whole_and_told_cell_by_cell(looking: Screen) -> None:
    _choose(looking, BAD)
    assert "4行须先改正或确认" in looking.text
    for told in ("M6", "整改完成日期2025-01-02早于发现日期2025-01-08", "2025年1月32日", "拒绝2处"):
        assert told in looking.text
    _sign(looking)
    assert _button(looking, "import-whole").disabled
    assert _button(looking, "import-partial").disabled, "only after saying so"
    assert len(looking.of("download_button")) >= 2
    found = _previewed(looking)
    marked = load_workbook(io.BytesIO(marked_copy(found, found.files[0])))
    assert "问题清单" in marked.sheetnames
    assert marked["问题台账"]["M6"].comment is not None


def test_the_good_rows_alone_are_loaded_on_request(screen: Screen, engine: Engine) -> None:
    _choose(screen, BAD)
    _sign(screen)
    screen.app.checkbox("import-sure").check()
    screen.rerun()
    _press(screen, "import-partial")
    assert "4行未导入" in screen.text
    with Session(engine) as session:
        assert session.scalar(_practised()) == 2


def test_answers_are_taken_and_a_name_is_remembered(screen: Screen, engine: Engine) -> None:
    _choose(screen, BAD)
    for question in [one for one in screen.app.selectbox if str(one.key).startswith("answer-")]:
        question.set_value(question.options[1])
    screen.rerun()
    _press(screen, "import-answer")
    assert "2行须先改正或确认" in screen.text
    _sign(screen)
    screen.app.checkbox("import-sure").check()
    screen.rerun()
    _press(screen, "import-partial")
    with Session(engine) as session:
        assert session.scalar(_practised()) == 4
        assert "示例沙坪坝第二安全培训校" in session.scalars(select(BodyAlias.name)).all()


HOMEMADE = (
    ["序号", "校名", "坐得下", "挂牌", "门牌", "片区"],
    [1, "示例新来培训学校", 120, "有", "一号", "万州区"],
)


def _homemade() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([f"{DEMO}摸底"])
    for row in HOMEMADE:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _box(screen: Screen, word: str, *, kind: str = "answer-") -> Any:
    boxes = [one for one in screen.app.selectbox if str(one.key).startswith(kind)]
    return next(one for one in boxes if word in one.label)


def test_a_sheet_is_mapped_by_hand_and_seen_as_it_will_stand(looking: Screen) -> None:
    _upload(looking, "摸底.xlsx", _homemade())
    assert "还没有可以导入的行" in looking.text
    _box(looking, "哪种台账").set_value("机构台账")
    looking.rerun()
    _press(looking, "import-answer")
    assert "摸底.xlsx“Sheet”" in looking.text
    for heading, column in (("校名", "机构名称"), ("坐得下", "理论座位数"), ("片区", "区县")):
        _box(looking, heading).set_value(column)
    looking.rerun()
    _press(looking, "import-aside-0")
    assert "新增1行" in looking.text
    for told in ("120个", "未导入的列", "挂牌：有；门牌：一号", "新增的合计"):
        assert told in looking.text


def test_an_answer_is_revised_and_taken_back(looking: Screen) -> None:
    _upload(looking, "摸底.xlsx", _homemade())
    _box(looking, "哪种台账").set_value("考试点台账")
    looking.rerun()
    _press(looking, "import-answer")
    assert "考试点台账的列名“校名”" in looking.text
    _box(looking, "哪种台账", kind="revise-").set_value("机构台账")
    looking.rerun()
    _press(looking, "import-revise")
    assert "机构台账的列名“校名”" in looking.text
    assert "考试点台账的列名“校名”" not in looking.text
    _box(looking, "哪种台账", kind="revise-").set_value("撤回回答")
    looking.rerun()
    _press(looking, "import-revise")
    assert "是哪种台账" in looking.text
    assert not [one for one in looking.app.selectbox if str(one.key).startswith("revise-")]


def test_a_column_that_need_not_be_said_may_be(looking: Screen) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "宣传活动"
    sheet.append([f"{DEMO}宣传活动"])
    sheet.append(["区县", "渠道", "名称", "日期", "期数", "份数", "覆盖人次", "数据来源", "承办"])
    sheet.append(["万州区", "微视频", "短片", "2024-09-01", 1, 2, 3, "平台", "某某"])
    buffer = io.BytesIO()
    book.save(buffer)
    _upload(looking, "宣传.xlsx", buffer.getvalue())
    assert "可以导入" in looking.text
    _box(looking, "承办").set_value("备注")
    looking.rerun()
    _press(looking, "import-answer")
    assert _box(looking, "承办", kind="revise-").value == "备注"
    assert "未导入的列" not in looking.text


def test_names_from_a_workbook_are_text(looking: Screen) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "机构台账"
    sheet.append([f"{DEMO}机构台账"])
    sheet.append(["机构名称", "区县"])
    sheet.append(["示例培训学校", "<img src=x onerror=alert(1)>**渝北**"])
    buffer = io.BytesIO()
    book.save(buffer)
    _upload(looking, "<b>台账</b>.xlsx", buffer.getvalue())
    assert "<img" not in looking.html
    assert "<b>台账" not in looking.html
    assert "<img src=x onerror=alert(1)>**渝北**" in looking.text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0 cut short"])
def test_a_file_that_cannot_be_read_is_refused_with_a_reason(
    looking: Screen, content: bytes
) -> None:
    _upload(looking, "台账.xlsx", content)
    assert "没有读到可以导入的台账" in looking.text
    assert "拒绝1处" in looking.text
    found = _previewed(looking)
    assert found.problems[0].message in marked_copy(found, found.files[0]).decode("utf-8-sig")
    assert _button(looking, "import-whole").disabled


def test_every_ledger_has_a_template_and_its_columns_explained(looking: Screen) -> None:
    for ledger in LEDGERS.values():
        looking.app.selectbox("import-template").set_value(ledger.label)
        looking.rerun()
        assert all(column.label in looking.text for column in ledger.columns if column.printed)


def test_a_store_without_loads_says_so(stores: Stores) -> None:
    with stores.fresh("sqlite") as engine:
        load_circular_alone(engine)
        with screen_on(url_of(engine)) as screen:
            screen.open("data-import")
            assert "还没有导入过台账" in screen.text
            assert "练习台账" not in screen.text
            _choose(screen, GOOD)
            # Made-up bodies never enter a store of real data.
            assert "没有读到可以导入的台账" in screen.text
            assert "不能导入正式数据库" in screen.text
        with Session(engine) as session:
            assert session.scalar(select(func.count()).select_from(ImportBatch)) == 0


def _practised() -> Any:
    return select(func.count()).select_from(Finding).where(Finding.number.like("示例问题练%"))


def _choose(screen: Screen, practice: Practice) -> None:
    _upload(screen, practice.file_name, practice.make())


def _upload(screen: Screen, name: str, content: bytes) -> None:
    screen.app.file_uploader[0].set_value((name, content, MIME))
    screen.rerun()


def _sign(screen: Screen) -> None:
    screen.app.text_input("signature").set_value("安全培训处")
    screen.rerun()


def _press(screen: Screen, key: str) -> None:
    screen.app.button(key).click()
    screen.rerun()


def _button(screen: Screen, key: str) -> Any:
    return screen.app.button(key).proto


def _pick_batch(screen: Screen, ledger: str) -> None:
    box = screen.app.selectbox("import-batch")
    box.set_value(next(one for one in box.options if ledger in one))
    screen.rerun()


def _previewed(screen: Screen) -> Preview:
    """The preview of the session, from which the downloads are made when they are clicked."""
    found = screen.app.session_state["import-pending"].preview
    assert isinstance(found, Preview)
    return found
