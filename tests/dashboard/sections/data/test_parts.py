import pytest
from sqlalchemy import Engine

from dashboard.sections.answer import Choice
from dashboard.sections.data.circular import CIRCULAR_FIGURES
from dashboard.sections.data.definitions import DEFINITION_LIST
from dashboard.sections.data.holdings import HOLDING_LIST
from dashboard.sections.data.parts import OVERVIEW, PARTS
from dashboard.sections.data.rows import ROWS
from dashboard.sections.data.standards import STANDARD_LIST
from dashboard.sections.data.unsaid import TASKS, UNSAID
from tests.views import answer_of, view_on

BY_PART = dict(
    zip(
        PARTS,
        (CIRCULAR_FIGURES, DEFINITION_LIST, UNSAID, TASKS, STANDARD_LIST, HOLDING_LIST),
        strict=True,
    )
)
EVERY = (OVERVIEW, *BY_PART.values(), ROWS)


@pytest.mark.parametrize("part", PARTS)
def test_one_part_is_mounted_at_a_time(circular_engine: Engine, part: str) -> None:
    view = view_on(circular_engine, params={"view": part})
    assert [one for one in EVERY if one.when(view)] == [OVERVIEW, BY_PART[part]]


@pytest.mark.parametrize("params", [{}, {"view": "没有这一部分"}])
def test_the_first_part_is_the_circular(circular_engine: Engine, params: dict[str, str]) -> None:
    view = view_on(circular_engine, params=params)
    assert [one for one in EVERY if one.when(view)] == [OVERVIEW, CIRCULAR_FIGURES]


def test_rows_behind_a_figure_stand_alone(circular_engine: Engine) -> None:
    view = view_on(circular_engine, params={"metric": "findings", "view": PARTS[1]})
    assert [one for one in EVERY if one.when(view)] == [ROWS]


def test_the_title_tells_what_is_loaded_and_left_open(
    demo_engine: Engine, circular_engine: Engine
) -> None:
    demo = answer_of(OVERVIEW, view_on(demo_engine), engine=demo_engine)
    bare = answer_of(OVERVIEW, view_on(circular_engine), engine=circular_engine)
    assert demo.title.startswith("9本台账已导入9本，数据截至2024-12-31")
    assert bare.title.startswith("9本台账均未导入，只有通报数字")
    assert isinstance(demo.blocks[0], Choice)
