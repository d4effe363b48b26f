from __future__ import annotations

from sqlalchemy import Engine

from dashboard.sections.answer import Table
from dashboard.sections.comparison_measures import MEASURES
from dashboard.sections.districts.peers import peers_table
from dashboard.sections.figure_cell import Link
from tests.dashboard.sections.districts.kept import compared_on, view_of


def peers_of(engine: Engine, district: str, metric: str) -> Table:
    view = view_of(engine, district=district, indicator=MEASURES[metric].label)
    [place] = [one for one in view.units() if one.name == district]
    return peers_table(view, {metric: compared_on(engine, metric)}, place)


def test_peers_are_like_in_size_and_stand_in_customary_order(demo_engine: Engine) -> None:
    peers = peers_of(demo_engine, "渝北区", "on_time_share")
    names = [one.label if isinstance(one, Link) else one for one, *_ in peers.rows]
    order = [place.name for place in view_of(demo_engine).units() if place.name in names]
    assert names == order
    assert len(names) == 6
    sizes = [row[1] for row in peers.rows]
    assert all(isinstance(size, float) and size > 40 for size in sizes)


def test_a_thin_district_has_no_peers_and_says_why(demo_engine: Engine) -> None:
    peers = peers_of(demo_engine, "双桥经开区", "findings_per_inspection")
    assert (list(peers.rows), peers.empty) == (
        [],
        "双桥经开区的次均发现问题样本不足或无记录，不列相近单位",
    )
