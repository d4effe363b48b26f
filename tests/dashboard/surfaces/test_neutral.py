import pytest
from lxml import etree

from dashboard.surfaces.neutral import one_line, plain


def test_what_xml_forbids_is_left_out_and_the_rest_stays() -> None:
    assert plain("控\x00制\x0b\x1f\ufffe\ud800字符\t\n𪟝") == "控制字符\t\n𪟝"


@pytest.mark.parametrize("code", [*range(0x20), 0xFFFE, 0xFFFF, 0xD800, 0x7F])
def test_any_character_can_stand_in_xml_after_it(code: int) -> None:
    root = etree.Element("text")
    root.text = plain(f"a{chr(code)}b")
    assert etree.fromstring(etree.tostring(root)).text is not None


def test_names_stand_on_one_line() -> None:
    assert one_line(" a\n b\t\x00c ") == "a b c"
