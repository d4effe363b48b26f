from dashboard import theme
from dashboard.maps.named import NamedClass, NamedClasses
from dashboard.maps.steps import fill, legend
from dashboard.maps.unit_value import UnitValue

CLASSES = NamedClasses(
    classes=(
        NamedClass(key="named", colour=theme.NAVY, text="点名"),
        NamedClass(key="none", colour=theme.PAPER, text="未点名"),
    )
)


def unit(group: str) -> UnitValue:
    return UnitValue(
        code="500106",
        name="沙坪坝区",
        short_name="沙坪坝",
        value=None,
        text="",
        state="no_data",
        group=group,
    )


def test_a_unit_has_the_colour_of_its_class() -> None:
    assert fill(unit("named"), steps=CLASSES) == theme.NAVY


def test_a_unit_of_no_class_has_no_data() -> None:
    assert fill(unit("unheard of"), steps=CLASSES) == theme.NO_DATA


def test_every_class_is_in_the_legend_even_when_nobody_is_in_it() -> None:
    entries = legend([unit("none"), unit("none")], steps=CLASSES)
    assert [(one.text, one.count) for one in entries] == [("点名", 0), ("未点名", 2)]
