from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.findings_map import naming
from dashboard.sections.view import View
from tests.views import view_on

NAMED = {"长寿区", "北碚区", "渝北区", "黔江区", "丰都县", "巴南区"}
HELD_UP = {"万州区", "江北区", "沙坪坝区", "双桥经开区"}


def groups(view: View) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for one in naming.named_values(view):
        found.setdefault(one.group, set()).add(one.name)
    return found


def test_six_districts_are_named_and_four_units_held_up(circular_engine: Engine) -> None:
    found = groups(view_on(circular_engine))
    assert found["suspected"] == {"黔江区", "丰都县"}
    assert found["named"] | found["suspected"] == NAMED
    assert found["practice"] == HELD_UP
    assert naming.named_districts(view_on(circular_engine)) == 6


def test_naming_is_no_number(circular_engine: Engine) -> None:
    assert all(one.value is None for one in naming.named_values(view_on(circular_engine)))


def test_a_category_leaves_those_named_for_it(circular_engine: Engine) -> None:
    view = view_on(circular_engine, filters=Filters(category="培训档案"))
    found = groups(view)
    assert found["named"] == {"北碚区", "丰都县", "巴南区", "黔江区"}
    assert "practice" not in found


def test_the_matrix_is_the_circulars(circular_engine: Engine) -> None:
    table = naming.matrix(view_on(circular_engine), key="m")
    rows = {str(row[0]): row[1:5] for row in table.rows}
    assert rows["黔江区"] == ["未点名", "点名", "点名", "涉嫌（侦查中）"]
    assert rows["长寿区"] == ["点名", "未点名", "未点名", "未点名"]
    assert set(rows) == NAMED | HELD_UP
    assert "其余32个单位通报未点名" in table.note


def test_no_school_is_named_without_the_case_role(circular_engine: Engine) -> None:
    plain, trusted = (view_on(circular_engine, case_role=role) for role in (False, True))
    place = next(one for one in plain.units() if one.name == "黔江区")
    assert "学校" not in "".join(naming.said_of(plain, place))
    assert "华光计算机职业学校" in "".join(naming.said_of(trusted, place))


def test_a_suspicion_stays_one(circular_engine: Engine) -> None:
    view = view_on(circular_engine)
    place = next(one for one in view.units() if one.name == "丰都县")
    said = next(one for one in naming.said_of(view, place) if "作弊" in one)
    assert said.startswith("二（四）违法违规：涉嫌")
    assert "未经法院判决不作认定" in said


def test_an_open_list_says_so(circular_engine: Engine) -> None:
    view = view_on(circular_engine)
    archive = next(one for one in naming.topic_sentences(view) if one.startswith("二（三）"))
    assert "名单以“等”结尾，未列全" in archive


def test_not_being_named_is_not_called_clean(circular_engine: Engine) -> None:
    view = view_on(circular_engine)
    place = next(one for one in view.units() if one.name == "涪陵区")
    assert "不等于没有问题" in naming.said_of(view, place)[0]
    assert "不等于没有问题" in naming.named_sentence(view, place)
