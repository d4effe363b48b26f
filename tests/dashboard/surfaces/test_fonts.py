"""The shipped fonts: widths are conservative, lines keep numbers whole, coverage is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import ImageFont

from dashboard.surfaces import fonts


def test_chinese_is_one_em_and_digits_are_measured_wide() -> None:
    assert fonts.width("重庆", size=10) == pytest.approx(20 * fonts.RESERVE)
    face = ImageFont.truetype(str(fonts.FOLDER / "OversightSans-Regular.otf"), 1000)
    assert fonts.width("2024", size=1000) > face.getlength("2024") * 1.1


def test_lines_are_never_wider_than_the_room_and_lose_nothing() -> None:
    text = "全市复核98家机构，发放资料1,023,751份，覆盖127.77万余人次\n第二段"
    lines = fonts.wrapped(text, size=12, room=80)
    assert "".join(lines) == text.replace("\n", "")
    assert all(fonts.width(line, size=12) <= 80 for line in lines)
    assert any("1,023,751" in line for line in lines)


def test_a_word_wider_than_the_line_falls_apart() -> None:
    lines = fonts.wrapped("X" * 40, size=12, room=60)
    assert len(lines) > 1
    assert all(fonts.width(line, size=12) <= 60 for line in lines)


def test_what_the_fonts_have_not_is_named() -> None:
    assert fonts.uncovered("重庆市綦江区①—…《》〔2024〕％\n") == ()
    assert fonts.uncovered("示例\U0002a6d6校") == ("\U0002a6d6",)


def test_every_font_is_small_enough_and_its_licence_lies_beside_it() -> None:
    files = list(Path(fonts.FOLDER).glob("*.otf"))
    assert len(files) == 3
    assert all(path.stat().st_size < 5_000_000 for path in files)
    assert "SIL OPEN FONT LICENSE" in (fonts.FOLDER / "LICENSE-OFL").read_text(encoding="utf-8")


@pytest.mark.parametrize("letter", "重綦潼酉彭〔〕①％—")
def test_a_covered_character_is_drawn_and_not_an_empty_box(letter: str) -> None:
    for path in Path(fonts.FOLDER).glob("*.otf"):
        face = ImageFont.truetype(str(path), 40)
        assert face.getmask(letter).getbbox() is not None, path.name
        assert bytes(face.getmask(letter)) != bytes(face.getmask("\U0002a6d6")), path.name
