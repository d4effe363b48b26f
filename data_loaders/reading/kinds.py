"""What a line below the header is: a row, a total, a section, a note, a header, or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from data_loaders.files.sheet import CellValue, FormattedCell, Row
from data_loaders.ledgers.declaration import CellKind, Ledger
from data_loaders.reading.columns import is_ignored, is_known
from data_loaders.reading.records import Header, LineKind, plain
from data_loaders.reading.text import folded

_TOTAL: Final = re.compile(
    r"[^，。；,;]{0,14}?(?P<kind>小计|合计|总计|共计|累计|总数)(?:（[^）]*）)?[:：]?"
)
_BARE: Final = re.compile(
    r"(?:(?:[本当上全各总]|以上|其中)[^，。；,;]{0,3}|[^，。；,;]{0,9}[区县市年月类项])?"
    r"(?:小计|合计|总计|共计|累计|总数)(?:（[^）]*）)?[:：]?"
)
"""A total that is called nothing else, as 渝北区合计; 资料发放共计 may be the name of a row."""
NUMBERING: Final = (
    r"[一二三四五六七八九十百]+[、.:：]|（[一二三四五六七八九十\d]+）|"
    r"第[一二三四五六七八九十\d]+(?:部分|类|章|节|批|组)"
)
"""How the text of a section begins."""
_SECTION: Final = re.compile(rf"{NUMBERING}|其中|(?:共|共计|合计|总计)\d+[项条个家起件处次人份]")
_FIGURE: Final = re.compile(r"[\d.,%]+")
_NUMBER: Final = re.compile(r"(?:\d+|（?[一二三四五六七八九十]+）?)[、.]?")
_NOTE: Final = re.compile(
    r"(?:附注|备注|说明|填表说明|填报说明|注意事项|注)\d*[:：.、．]|"
    r"(?:注|附注|说明|填表说明)$|[*※]"
)
_FOOTER: Final = re.compile(
    r"(?:填表|制表|填报|审核|审签|复核|统计|报送|经办|单位|分管|主要|区县)?"
    r"(?:人|负责人|领导|联系人|联系电话|电话|单位|日期|时间)(?:签字|签名|签章|盖章)?(?:（[^）]*）)?"
    r"[:：]|（?(?:盖章|公章|签字)）?$"
)
_LETTERS: Final = frozenset("甲乙丙丁戊己庚辛壬癸ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FIRSTS: Final = frozenset({"甲", "A", "1", 1})
_ABOVE: Final = re.compile(
    r"填报|报送|填表|上报|制表|盖章|联系|单位[:：（]|附件|附表|表\d|表号|日期|时间|\d年\d+月|合计|总计"
)
_END: Final = re.compile(r"[（—-]*(?:以下|本页以下|此页)(?:空白|无正文|无内容)[）—-]*$")


@dataclass(kw_only=True)
class Sorter:
    """Says what each line below the header is.

    `needed` are the positions (from 0) of columns a row cannot be without, `counting` those of 序号
    columns, `districts` those of reporting units, `first` that of the first column that counts no
    rows, `repeated` the lines above and of the header with what they are.
    """

    needed: Sequence[int]
    counting: Collection[int]
    districts: Collection[int] = ()
    first: int = 0
    repeated: dict[Row, LineKind] = field(default_factory=dict)
    after_note: bool = field(default=False, init=False)
    whole: bool = field(default=False, init=False)
    """Whether the line last asked about has everything that a row cannot be without."""

    @classmethod
    def over(cls, header: Header, *, ledger: Ledger) -> Sorter:
        """The sorter of a sheet whose header was found."""
        placed = {
            places[0] - 1: ledger.column(key) for key, places in header.positions.items() if places
        }
        counting = {place - 1 for place, text in header.headings.items() if is_ignored(text)}
        return cls(
            needed=[place for place, one in placed.items() if one.required],
            counting=frozenset(counting),
            districts=frozenset(
                place for place, one in placed.items() if one.kind is CellKind.DISTRICT
            ),
            first=min({place - 1 for place in header.headings} - counting, default=0),
        )

    def kind(self, row: Row, *, below: Row = ()) -> LineKind:
        """What a non-empty line is; `below` is the next one, empty at the end."""
        self.whole = False
        again = self.repeated.get(row)
        if again is not None:
            return again
        if row[0] in _FIRSTS and _is_numbering(row):
            return LineKind.HEADER
        if self.is_whole(row):
            self.after_note, self.whole = False, True
            return LineKind.TOTAL if any(map(_is_total, row[:3])) else LineKind.RECORD
        filled = [place for place, cell in enumerate(row) if says(cell)]
        found = self._kind(row, filled=filled, below=below)
        self.after_note = found is LineKind.NOTE
        return found

    def _kind(self, row: Row, *, filled: Sequence[int], below: Row) -> LineKind:
        if all(place in self.counting for place in filled) and not self._marked(row, filled):
            return LineKind.EMPTY
        if self._is_total(row, filled=filled):
            return LineKind.TOTAL
        if self._is_note(row, filled=filled):
            return LineKind.NOTE
        heads = self._is_section(row, filled=filled, below=below)
        return LineKind.SECTION if heads else LineKind.RECORD

    def is_whole(self, row: Row) -> bool:
        """Whether it has everything a row cannot be without."""
        width = len(row)
        return all(
            place < width
            and (cell := row[place]) not in _NOTHING
            and (type(cell) is not FormattedCell or says(cell))
            for place in self.needed
        )

    def is_lone(self, row: Row) -> bool:
        """Whether it says one thing alone, but for its number."""
        places = (place for place, cell in enumerate(row) if says(cell))
        return len({row[place] for place in places if place not in self.counting}) == 1

    def is_begun(self, row: Row) -> bool:
        """Whether a line that is called more than a total has more of a row than that name."""
        filled = sum(place < len(row) and says(row[place]) for place in self.needed)
        return filled > 1 and not is_bare(row)

    def may_head(self, row: Row, *, below: Row) -> bool:
        """Whether a lone text, first in its line, stands above a row and so may head it."""
        return len(row) > self.first and says(row[self.first]) and self.is_whole(below)

    def _is_total(self, row: Row, *, filled: Sequence[int]) -> bool:
        """Whether it calls itself a total, and is not a row that lacks something."""
        label = next((place for place in filled[:3] if _is_total(row[place])), None)
        if label is None:
            return False
        own = {label, *self.districts}
        return is_bare(row) or not any(place in filled for place in self.needed if place not in own)

    def _is_section(self, row: Row, *, filled: Sequence[int], below: Row) -> bool:
        """Whether it heads the lines below, and is no row that lacks the rest.

        A lone text that is not numbered as sections are heads only what there is, and only from a
        column that a row does not need or where a unit should stand.
        """
        texts = {place: folded(plain(row[place])[: _LONGEST + 1]) for place in filled}
        numbers = {one: texts.pop(one) for one in filled if self._counts(one, texts[one])}
        figures = [one for one in texts if one not in self.needed and _FIGURE.fullmatch(texts[one])]
        for one in figures:
            del texts[one]
        lettered = any(not re.search(r"\d", one) for one in numbers.values())
        if not texts:
            return lettered
        place, text = next(iter(texts.items()))
        if len(set(texts.values())) > 1 or len(text) > _LONGEST or type(row[place]) is not str:
            return False
        if lettered or _SECTION.match(text):
            return True
        heads = place in self.counting or (
            place == self.first and (place in self.districts or place not in self.needed)
        )
        return heads and not (numbers or figures) and any(map(says, below))

    def _counts(self, place: int, text: str) -> bool:
        """Whether a text is the number of a row or of a section, under 序号."""
        return place in self.counting and _NUMBER.fullmatch(text) is not None

    def _marked(self, row: Row, filled: Sequence[int]) -> bool:
        """Whether a lone cell under 序号 is words, as 合计 or a note, and no number."""
        return any(not re.fullmatch(r"[\d.、]+", folded(plain(row[place]))) for place in filled)

    def _is_note(self, row: Row, *, filled: Sequence[int]) -> bool:
        """Notes lack what a row needs, and say so at their beginning or follow another note."""
        if self.is_whole(row) or not filled or type(row[filled[0]]) is not str:
            return False
        first = folded(str(row[filled[0]])[:200])
        alone = len({row[place] for place in filled}) == 1
        if _FOOTER.match(first) or _END.match(first):
            return True
        return alone and (bool(_NOTE.match(first)) or self.after_note)


def is_title(row: Row) -> bool:
    """Whether a line above the header is a title or says who reports, when, in which unit."""
    texts = {folded(plain(cell)[:200]) for cell in row if says(cell)}
    return len(texts) < 3 or any(_ABOVE.search(text) for text in texts)


def is_header(row: Row) -> bool:
    """Whether a line below the header is another one: most of its cells name columns."""
    first = next((cell for cell in row if type(cell) is str and cell), "")
    if len(first) > 20 or not (is_known(first) or is_ignored(first)):
        return False
    texts = {cell for cell in row if type(cell) is str and cell.strip()}
    named = sum(len(text) <= 20 and is_known(text) for text in texts)
    return named >= 3 and named * 2 >= len(texts)


def _is_numbering(row: Row) -> bool:
    """Whether a line only numbers the columns: 甲 乙 1 2 3."""
    texts = [folded(plain(cell)[:9]) for cell in row if says(cell)]
    letters = [text for text in texts if text in _LETTERS]
    numbers = [text for text in texts if text not in _LETTERS]
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return len(texts) > 2 and texts == [*letters, *numbers] and numbers == counted


def _is_total(cell: CellValue) -> bool:
    """Whether a cell says 小计, 合计 or the like and nothing else."""
    if type(cell) is not str or len(cell) > 40 or ("计" not in cell and "总数" not in cell):
        return False
    return _TOTAL.fullmatch(folded(cell)) is not None


def is_bare(row: Row) -> bool:
    """Whether a line that calls itself a total is called nothing else."""
    return _BARE.fullmatch(total_label(row)) is not None


def total_label(row: Row) -> str:
    """What a line of totals calls itself."""
    return next((folded(str(cell)) for cell in row if _is_total(cell)), "合计")


def says(cell: CellValue) -> bool:
    """Whether a cell shows anything."""
    if type(cell) is FormattedCell:
        return cell.text is None or bool(cell.text.strip())
    return cell is not None and (type(cell) is not str or bool(cell.strip()))


_LONGEST: Final = 60
_NOTHING: Final = (None, "", " ")
