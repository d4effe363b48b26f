"""The map under a reader's hand: chosen by click and key, zoomed, its shapes fetched once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import theme
from dashboard.web.map_files import SCRIPT
from tests.browser.visitor import Visitor, choose_district

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Visitor]

FENGJIE, YUNYANG, SHIZHU = "500236", "500235", "500240"
SHAPINGBA = "500106"
MOST_BYTES = 40_000
"""Of a change of filter, for the map."""


def district(visitor: Visitor, code: str, *, plane: str = "city") -> Locator:
    return visitor.page.locator(f'.plan svg.{plane} .district[data-code="{code}"]')


def button(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_role("button", name=name, exact=True)


def look(visitor: Visitor, plane: str = "city") -> str:
    """Where the reader has zoomed to, once the map is drawn."""
    whole = visitor.page.locator(f".plan svg.{plane} > g").first
    expect(whole).to_have_attribute("transform", re.compile("scale"), timeout=20_000)
    return str(whole.get_attribute("transform"))


def on_map(visit: Visit, *, size: tuple[int, int] = (1440, 900)) -> Visitor:
    """A window on the map, drawn."""
    visitor = visit("findings-map", size=size)
    look(visitor)
    return visitor


def middle(visitor: Visitor, code: str) -> tuple[float, float]:
    """Where a district lies in the window."""
    place = district(visitor, code)
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def outlined(visitor: Visitor) -> bool:
    """Whether a district of the city is outlined as chosen."""
    return bool(visitor.page.locator(".plan svg.city .chosen").get_attribute("d"))


def test_a_click_stands_in_the_url_and_comes_back_and_a_second_takes_it_back(visit: Visit) -> None:
    visitor = on_map(visit)
    district(visitor, FENGJIE).click()
    visitor.has_in_url("district", FENGJIE)
    visitor.heads("奉节县")
    expect(district(visitor, FENGJIE)).to_have_attribute("aria-pressed", "true")
    visitor.page.reload()
    visitor.settle()
    visitor.heads("奉节县")
    assert visitor.query["district"] == FENGJIE
    assert outlined(visitor)
    district(visitor, FENGJIE).click()
    visitor.has_in_url("district", None)
    visitor.heads("全市")
    expect(district(visitor, FENGJIE)).to_have_attribute("aria-pressed", "false")
    assert not outlined(visitor)


def test_the_inset_is_clicked_too(visit: Visit) -> None:
    visitor = on_map(visit)
    district(visitor, "500113", plane="central").click()
    visitor.has_in_url("district", "500113")
    visitor.heads("巴南区")


def test_tab_reaches_the_map_arrows_walk_it_and_enter_chooses(visit: Visit) -> None:
    visitor = on_map(visit)
    # One stop in the city and one in the inset, however many districts there are.
    assert visitor.page.locator('.plan [tabindex="0"]').count() == 2
    visitor.page.get_by_role("button", name="筛选与日期").focus()
    for _ in range(30):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement.matches('.plan .district')"):
            break
    tip = visitor.page.locator(".plan .tip")
    expect(tip).to_contain_text("发现问题")
    district(visitor, YUNYANG).focus()
    visitor.page.keyboard.press("ArrowRight")
    expect(district(visitor, FENGJIE)).to_be_focused()
    expect(tip).to_contain_text("奉节县")
    visitor.page.keyboard.press("Enter")
    visitor.has_in_url("district", FENGJIE)
    visitor.settle()
    # The keyboard is still where it was, so that the way back is one key.
    expect(district(visitor, FENGJIE)).to_be_focused()
    visitor.page.keyboard.press(" ")
    visitor.has_in_url("district", None)


def test_zoom_outlasts_a_filter_a_choice_and_another_measure(visit: Visit) -> None:
    visitor = on_map(visit)
    whole = look(visitor)
    button(visitor, "放大地图").click()
    button(visitor, "放大地图").click()
    near = look(visitor)
    assert near != whole
    choose_district(visitor, "沙坪坝区", code=SHAPINGBA)
    assert look(visitor) == near
    visitor.page.get_by_text("检查次数", exact=True).first.click()
    visitor.has_in_url("measure", "检查次数")
    visitor.settle()
    assert look(visitor) == near
    button(visitor, "显示全图").click()
    assert look(visitor) == whole
    expect(button(visitor, "缩小地图")).to_be_disabled()


def test_a_drag_moves_the_zoomed_map_and_chooses_nothing(visit: Visit) -> None:
    visitor = on_map(visit)
    button(visitor, "放大地图").click()
    before = look(visitor)
    x, y = middle(visitor, SHIZHU)
    mouse = visitor.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x - 60, y + 40, steps=5)
    mouse.up()
    visitor.settle()
    assert look(visitor) != before
    assert "district" not in visitor.query


def test_two_fingers_zoom(visit: Visit) -> None:
    visitor = on_map(visit)
    x, y = middle(visitor, SHIZHU)
    whole = look(visitor)
    session = visitor.page.context.new_cdp_session(visitor.page)
    for kind, apart in (
        ("touchStart", 20),
        ("touchMove", 40),
        ("touchMove", 80),
        ("touchMove", 120),
    ):
        fingers = [{"x": x - apart, "y": y, "id": 0}, {"x": x + apart, "y": y, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    visitor.settle()
    assert look(visitor) != whole
    assert "district" not in visitor.query


def test_a_tap_chooses_and_says_the_figure(visit: Visit) -> None:
    visitor = on_map(visit)
    x, y = middle(visitor, SHIZHU)
    session = visitor.page.context.new_cdp_session(visitor.page)
    finger = [{"x": x, "y": y, "id": 0}]
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": finger})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(visitor.page.locator(".plan .tip")).to_contain_text("石柱")
    visitor.has_in_url("district", SHIZHU)


def test_the_pointed_district_says_its_figure(visit: Visit) -> None:
    visitor = on_map(visit)
    tip = visitor.page.locator(".plan .tip")
    expect(tip).to_be_hidden()
    district(visitor, FENGJIE).hover()
    expect(tip).to_contain_text("奉节县")
    expect(tip).to_contain_text("发现问题")
    visitor.page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_colours_are_the_legends_and_the_uninspected_are_hatched(visit: Visit) -> None:
    visitor = on_map(visit)
    fills = visitor.page.evaluate(
        "() => [...document.querySelectorAll('.plan svg.city .district')]"
        ".map(one => getComputedStyle(one).fill)"
    )
    legend = visitor.page.evaluate(
        "() => [...document.querySelectorAll('.legend.map i')]"
        ".map(one => getComputedStyle(one).backgroundColor)"
    )
    hatched = {fill for fill in fills if "url(" in fill}
    assert len(hatched) == 1
    assert {fill for fill in fills if fill not in hatched} <= set(legend)
    grey = "rgb({}, {}, {})".format(*theme.rgb(theme.NO_DATA))
    assert grey in legend


def test_no_canvas_is_needed(visit: Visit) -> None:
    visitor = on_map(visit)
    assert visitor.page.locator('[data-testid="stDeckGlJsonChart"]').count() == 0
    assert visitor.page.locator(".plan canvas").count() == 0


def test_shapes_come_once_a_visit_and_a_change_costs_few_bytes(visit: Visit, demo_url: str) -> None:
    visitor = visit("overview", url=demo_url)
    fetched: list[str] = []
    maps: list[int] = []

    def received(frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            element = ForwardMsg.FromString(frame).delta.new_element
            if element.bidi_component.component_name == "district_map":
                maps.append(len(frame))

    def connected(socket: WebSocket) -> None:
        socket.on("framereceived", received)

    visitor.page.on("request", lambda request: fetched.append(request.url))
    visitor.page.on("websocket", connected)
    visitor.go("findings-map")
    for name, code in (("沙坪坝区", SHAPINGBA), ("奉节县", FENGJIE)):
        maps.clear()
        choose_district(visitor, name, code=code)
        assert maps
        assert sum(maps) <= MOST_BYTES
    shapes = [url for url in fetched if "/own/map." in url and url.endswith(".json")]
    assert len(shapes) == 1
    assert sum(url.endswith(SCRIPT.address) for url in fetched) == 1


def test_shapes_that_do_not_come_are_said_in_words(visit: Visit) -> None:
    visitor = visit("data")
    visitor.page.route("**/own/map.*.json", lambda route: route.abort())
    visitor.go("findings-map")
    expect(visitor.page.locator(".plan")).to_contain_text("地图没有取到")
    visitor.complaints.clear()  # the browser notes the request that this test has cut


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_every_name_comes_with_the_zoom(visit: Visit, size: tuple[int, int]) -> None:
    visitor = on_map(visit, size=size)
    hidden = "() => [...document.querySelectorAll('.plan svg.city .words > g')]" + (
        ".filter(one => one.style.visibility === 'hidden').length"
    )
    for _ in range(5):
        button(visitor, "放大地图").click()
    assert visitor.page.evaluate(hidden) == 0
