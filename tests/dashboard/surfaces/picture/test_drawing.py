from lxml import etree

from dashboard.briefings.snapshot import Snapshot
from dashboard.surfaces.picture.drawing import drawn
from tests.briefings import MAP
from tests.exports import charts


def test_every_chart_is_drawn_with_the_shipped_font(varied: Snapshot) -> None:
    for chart in charts(varied):
        root = etree.fromstring(drawn(chart, width=600).encode())
        faces = {one.get("font-family") for one in root.iter("{*}text")}
        assert all(str(face).startswith("Oversight Sans") for face in faces if face), chart.key
        assert 500 < float(root.get("width")) < 800


def test_a_drawing_is_the_same_every_time() -> None:
    assert drawn(MAP, width=500) == drawn(MAP, width=500)


def test_nothing_is_fetched() -> None:
    assert "http" not in drawn(MAP, width=500).replace("http://www.w3.org", "")
