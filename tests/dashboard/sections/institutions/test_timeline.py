from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.metrics.dossier import Happening, Head
from dashboard.sections.answer import Timeline
from dashboard.sections.institutions.timeline import event, open_findings, timeline
from tests.views import view_on

DAY = date(2024, 11, 5)


def happening(kind: str, **changes: Any) -> Happening:
    nothing = dict.fromkeys(("code", "detail", "text", "until", "number", "other"))
    return Happening(**{**nothing, "kind": kind, "day": DAY, **changes})


def head(**changes: Any) -> Head:
    nothing = dict.fromkeys(Head.__dataclass_fields__)
    return Head(**{**nothing, "id": 1, "name": "示例机构", "district_id": 1, **changes})


@pytest.mark.parametrize(
    ("happened", "text"),
    [
        (
            happening("decision", code="district", detail="rectifying", text="2024年复核",
                      until=date(2024, 12, 1)),
            "区县检查：整改，整改期限 2024-12-01（2024年复核）",
        ),
        (happening("inspection", code="covert", text="回头看", number=8),
         "回头看（暗访），发现问题8项"),
        (happening("inspection", number=0), "日常监管（检查方式未填报），未发现问题"),
        (happening("found", code="facility", number=3, other=1), "机构隐患3项，其中重大1项"),
        (happening("verified", number=2), "复查2项，结果未填报"),
        (happening("lead", code="exam_cheating"), "登记线索：涉嫌考试作弊"),
        (happening("referred", code="exam_cheating"), "移送公安机关，案件侦查中：涉嫌考试作弊"),
        (happening("penalised", code="conditions", detail="fine", number=3000000),
         "罚款3万元（不具备基本条件）"),
        (happening("penalised", code="conditions", detail="warning"), "警告（不具备基本条件）"),
        (happening("classes", number=2, until=date(2024, 11, 20)),
         "11月开班2期，最后一期 2024-11-20 开班"),
        (happening("after_elimination", text="低压电工作业"),
         "淘汰后仍开班：低压电工作业，学员—，提示核查"),
    ],
)  # fmt: skip
def test_a_happening_is_said_in_the_bureaus_words(happened: Happening, text: str) -> None:
    assert event(happened).text == text


def test_what_mending_a_day_brought_is_one_line(demo_engine: Engine) -> None:
    happened = (
        happening("completed", number=2),
        happening("closed", number=1),
        happening("reopened", number=1),
        happening("inspection", number=0),
    )
    _, line = timeline(view_on(demo_engine), head(), happened)
    assert isinstance(line, Timeline)
    assert [(one.kind, one.text, one.tone) for one in line.events] == [
        ("整改", "上报整改完成2项；复查不通过，重开1项；销号1项", "overdue"),
        ("检查", "日常监管（检查方式未填报），未发现问题", ""),
    ]


def test_founding_and_closing_stand_on_the_line_by_the_day(demo_engine: Engine) -> None:
    found = head(founded_on=date(2010, 5, 1), closed_on=date(2024, 12, 1))
    _, line = timeline(view_on(demo_engine), found, ())
    assert isinstance(line, Timeline)
    assert [one.kind for one in line.events] == ["注销", "成立"]
    _, before = timeline(view_on(demo_engine, as_of=DAY), found, ())
    assert isinstance(before, Timeline)
    assert [one.kind for one in before.events] == ["成立"]


def test_open_findings_stand_by_deadline_and_those_without_last(demo_engine: Engine) -> None:
    happened = tuple(
        happening("open", code="archive", text=text, until=until)
        for text, until in (
            ("没有期限", None),
            ("还早", date(2025, 2, 1)),
            ("已超期", date(2024, 12, 1)),
            ("当日到期", date(2024, 12, 31)),
        )
    )
    table = open_findings(view_on(demo_engine), head(), happened)
    assert [(row[3], row[5]) for row in table.rows] == [
        ("已超期", "30天"),
        ("当日到期", ""),
        ("还早", ""),
        ("没有期限", "未设期限"),
    ]


def test_a_text_kept_back_is_said_so(demo_engine: Engine) -> None:
    table = open_findings(view_on(demo_engine), head(), (happening("open", code="violation"),))
    assert table.rows[0][3] == "（内容只对有案件权限的人员显示）"
