from dataclasses import replace

from sqlalchemy import Engine

from dashboard.sections.institutions.faces import (
    COLOURS,
    STATE_METRICS,
    dossier_link,
    has_reviews,
    of_all,
    of_one,
)
from tests.views import view_on


def test_the_page_is_of_all_or_of_one(circular_engine: Engine) -> None:
    view = view_on(circular_engine)
    assert (of_all(view), of_one(view)) == (True, False)
    one = replace(view, params={"institution": "3"})
    assert (of_all(one), of_one(one)) == (False, True)


def test_a_link_to_a_dossier_remembers_the_place_in_the_list(circular_engine: Engine) -> None:
    view = view_on(circular_engine, params={"state": "整改", "page": "2", "q": ""})
    link = dossier_link(view, institution=3, name="示例机构")
    assert (link.label, link.page) == ("示例机构", "institutions")
    assert link.params == {"period": "全部", "state": "整改", "page": "2", "institution": "3"}


def test_reviews_are_there_only_with_their_ledger(
    circular_engine: Engine, demo_engine: Engine
) -> None:
    assert not has_reviews(view_on(circular_engine))
    assert has_reviews(view_on(demo_engine))


def test_every_state_has_a_colour_and_a_metric() -> None:
    assert list(COLOURS) == list(STATE_METRICS) == ["合格", "整改", "淘汰"]
