"""Draw assets/fonts/ anew: open Chinese fonts cut down to what official writing needs.

The fonts are cut from Noto Sans CJK SC and Noto Serif CJK SC (SIL Open Font License 1.1) to the
8105 characters of the 通用规范汉字表 (2013), GB 2312, Latin, punctuation and the signs this product
writes, and renamed, so that a server that has the whole font installed draws with the same one.
Only the extra `fonts` has the libraries; the files it writes are committed:
`python -m dashboard.builders.fonts --from /usr/share/fonts/opentype/noto`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from dashboard.paths import ASSETS

FOLDER: Final = ASSETS / "fonts"
COVERAGE: Final = FOLDER / "coverage.json"
CUTS: Final = {
    "OversightSans-Regular.otf": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "Oversight Sans"),
    "OversightSerif-Regular.otf": (
        "NotoSerifCJK-Regular.ttc",
        "Noto Serif CJK SC",
        "Oversight Serif",
    ),
    "OversightSerif-Bold.otf": ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "Oversight Serif"),
}
"""Each file with the collection it is cut from, the face in it, and the family it becomes."""
SIGNS: Final = (
    range(0x20, 0x7F),  # Latin
    range(0xA0, 0x180),  # Latin letters with marks
    range(0x2010, 0x2027),  # dashes, quotation marks, dots
    range(0x2030, 0x203C),  # per mille, primes, reference mark
    range(0x2070, 0x208F),  # raised and lowered digits
    range(0x2100, 0x2125),  # degree, number and trade signs
    range(0x2160, 0x217C),  # Roman numbers
    range(0x2190, 0x219A),  # arrows
    range(0x2200, 0x22A6),  # mathematical signs
    range(0x2460, 0x24A0),  # numbers in circles and brackets
    range(0x2500, 0x2610),  # lines and shapes
    range(0x2600, 0x2613),
    range(0x2E80, 0x2E81),
    range(0x3000, 0x3030),  # Chinese punctuation
    range(0x3220, 0x322A),  # numbers in brackets
    range(0xFE30, 0xFE50),
    range(0xFF01, 0xFF5F),  # full-width forms
    range(0xFFE0, 0xFFE7),
)
MOST_BYTES: Final = 5_000_000


def gb2312() -> set[str]:
    """All characters of GB 2312, by Python's own codec."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(bytes((row, cell)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def wanted(standard: Iterable[str]) -> set[int]:
    """Code points to keep: those of `standard`, of GB 2312 and of `SIGNS`."""
    signs = {point for span in SIGNS for point in span}
    return {ord(one) for one in (*standard, *gb2312())} | signs


def spans(points: Iterable[int]) -> list[tuple[int, int]]:
    """Code points as first and last of each unbroken span, in order."""
    found: list[tuple[int, int]] = []
    for point in sorted(points):
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def cut(source: Path, *, face: str, family: str, points: set[int], target: Path) -> set[int]:
    """Write `face` of the collection `source` with `points` alone; gives the points it has."""
    collection = import_module("fontTools.ttLib").TTCollection(str(source))
    font = next(one for one in collection.fonts if one["name"].getDebugName(1).startswith(face))
    subset = import_module("fontTools.subset")
    options = subset.Options(hinting=False, layout_features=["kern"], name_IDs=[0, 1, 2, 4, 6, 13])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    _rename(font, family)
    font.recalcTimestamp = False
    font.save(str(target))
    if target.stat().st_size > MOST_BYTES:
        raise ValueError(f"{target.name} is larger than {MOST_BYTES} bytes")
    return set(font.getBestCmap())


def _rename(font: Any, family: str) -> None:
    """A name of our own, as the licence asks of changed fonts; copyright and licence stay."""
    names = font["name"]
    style = "Bold" if font["OS/2"].usWeightClass >= 600 else "Regular"
    plain = family.replace(" ", "")
    said = {1: family, 2: style, 4: f"{family} {style}", 6: f"{plain}-{style}"}
    kept = {number: names.getDebugName(number) for number in (0, 13)}
    names.names = []
    for number, text in sorted((kept | said).items()):
        names.setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [said[6]]
    top[0].FamilyName, top[0].FullName = family, said[4]


def main() -> None:
    """Cut every font and write which characters all of them have."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True)
    chosen = parser.parse_args()
    table = import_module("pypinyin_dict.pinyin_data.ktghz2013").pinyin_dict
    points = wanted(map(chr, table))
    FOLDER.mkdir(parents=True, exist_ok=True)
    had = [
        cut(
            chosen.source / collection,
            face=face,
            family=family,
            points=points,
            target=FOLDER / name,
        )
        for name, (collection, face, family) in CUTS.items()
    ]
    text = json.dumps(spans(set.intersection(*had)), separators=(",", ":"))
    COVERAGE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
