from dashboard import theme
from dashboard.maps.named import NamedClass, NamedClasses
from dashboard.maps.steps import steps
from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import Map
from dashboard.surfaces.slides.map_key import (
    ROW,
    legend_height,
    said_of,
    shade,
    tiles_height,
)
from tests.briefings import DAY, TABLE

UNIT = UnitValue(
    code="1", name="万州区", short_name="万州", value=3, text="3项\n点名", state="value"
)


def block(*texts: str) -> Map:
    classes = NamedClasses(
        classes=tuple(NamedClass(key=text, colour=theme.NAVY, text=text) for text in texts)
    )
    return Map(
        key="m",
        title="",
        label="点名",
        unit="",
        units=(UNIT,),
        as_of=DAY,
        table=TABLE,
        alt="",
        classes=classes,
    )


def test_sentences_in_the_legend_stand_below_each_other() -> None:
    short, long = block("点名", "表扬"), block("因问题被通报点名的单位", "表扬")
    assert short.classes is not None
    assert long.classes is not None
    assert legend_height(long, long.classes) - legend_height(short, short.classes) == ROW


def test_no_tiles_need_no_room() -> None:
    assert tiles_height(()) == 0
    assert tiles_height((UNIT,)) > 0


def test_nothing_known_of_a_place_is_said_and_grey() -> None:
    classes = steps([3.0], unit="findings")
    assert (said_of(None), shade(None, classes)) == ("无数据", theme.NO_DATA)
    assert said_of(UNIT) == "3项·点名"
