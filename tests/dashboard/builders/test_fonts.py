"""Which characters the shipped fonts are cut to, and that the committed files have them."""

from __future__ import annotations

import json

from dashboard.builders.fonts import COVERAGE, CUTS, FOLDER, gb2312, spans, wanted
from dashboard.paths import ROOT


def covered() -> set[int]:
    found = json.loads(COVERAGE.read_text(encoding="utf-8"))
    return {point for first, last in found for point in range(first, last + 1)}


def test_gb_2312_is_whole() -> None:
    found = gb2312()
    assert sum("一" <= one <= "鿿" for one in found) == 6763
    assert {"啊", "齄", "①", "、"} <= found


def test_spans_say_every_point_once() -> None:
    assert spans([5, 1, 2, 3, 9]) == [(1, 3), (5, 5), (9, 9)]


def test_what_is_wanted_is_the_standard_gb_2312_and_the_signs() -> None:
    points = wanted("堃喆")
    assert {ord(one) for one in "堃喆安①〔—…％→≥①（"} <= points


def test_the_committed_fonts_have_gb_2312_and_every_letter_the_product_writes() -> None:
    have = covered()
    han = {ord(one) for one in gb2312() if "一" <= one <= "鿿"}
    assert han <= have
    written = set()
    for folder in ("dashboard", "assets/places", "assets/circular", "data_loaders"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".py", ".csv", ".json"} and path != COVERAGE:
                written |= set(path.read_text(encoding="utf-8"))
    assert {one for one in written if "一" <= one <= "鿿" and ord(one) not in have} == set()


def test_every_cut_is_committed() -> None:
    assert {path.name for path in FOLDER.glob("*.otf")} == set(CUTS)
