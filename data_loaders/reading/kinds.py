"""What a line below the header is: a row, a total, a note, the header once more, or nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from data_loaders.files.sheet import CellValue, Row
from data_loaders.reading.columns import is_ignored, is_known
from data_loaders.reading.records import LineKind, plain
from data_loaders.reading.text import folded

_TOTAL: Final = re.compile(
    r"[^，。；,;]{0,14}?(?P<kind>小计|合计|总计|共计|累计|总数)(?:（[^）]*）)?[:：]?"
)
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
    columns, `repeated` the lines above and of the header with what they are.
    """

    needed: Sequence[int]
    counting: Collection[int]
    repeated: dict[Row, LineKind] = field(default_factory=dict)
    after_note: bool = field(default=False, init=False)

    def kind(self, row: Row) -> LineKind:
        """What a non-empty line is."""
        again = self.repeated.get(row)
        if again is not None:
            return again
        if row[0] in _FIRSTS and _is_numbering(row):
            return LineKind.HEADER
        if self._is_whole(row) and not any(_is_total(cell) for cell in row[:3]):
            self.after_note = False
            return LineKind.RECORD
        filled = [place for place, cell in enumerate(row) if _says(cell)]
        found = self._kind(row, filled=filled)
        self.after_note = found is LineKind.NOTE
        return found

    def _kind(self, row: Row, *, filled: Sequence[int]) -> LineKind:
        if all(place in self.counting for place in filled) and not self._marked(row, filled):
            return LineKind.EMPTY
        if any(_is_total(row[place]) for place in filled[:3]):
            return LineKind.TOTAL
        if self._is_note(row, filled=filled):
            return LineKind.NOTE
        return LineKind.RECORD

    def _is_whole(self, row: Row) -> bool:
        """Whether it has everything a row cannot be without."""
        width = len(row)
        return all(place < width and row[place] not in _NOTHING for place in self.needed)

    def _marked(self, row: Row, filled: Sequence[int]) -> bool:
        """Whether a lone cell under 序号 is words, as 合计 or a note, and no number."""
        return any(not re.fullmatch(r"[\d.、]+", folded(plain(row[place]))) for place in filled)

    def _is_note(self, row: Row, *, filled: Sequence[int]) -> bool:
        """Notes lack what a row needs, and say so at their beginning or follow another note."""
        if self._is_whole(row) or not filled or type(row[filled[0]]) is not str:
            return False
        first = folded(str(row[filled[0]])[:200])
        alone = len({row[place] for place in filled}) == 1
        if _FOOTER.match(first) or _END.match(first):
            return True
        return alone and (bool(_NOTE.match(first)) or self.after_note)


def is_title(row: Row) -> bool:
    """Whether a line above the header is a title or says who reports, when, in which unit."""
    texts = {folded(plain(cell)[:200]) for cell in row if _says(cell)}
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
    texts = [folded(plain(cell)[:9]) for cell in row if _says(cell)]
    letters = [text for text in texts if text in _LETTERS]
    numbers = [text for text in texts if text not in _LETTERS]
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    return len(texts) > 2 and texts == [*letters, *numbers] and numbers == counted


def _is_total(cell: CellValue) -> bool:
    """Whether a cell says 小计, 合计 or the like and nothing else."""
    if type(cell) is not str or len(cell) > 40 or ("计" not in cell and "总数" not in cell):
        return False
    return _TOTAL.fullmatch(folded(cell)) is not None


def total_label(row: Row) -> str:
    """What a line of totals calls itself."""
    return next((folded(str(cell)) for cell in row if _is_total(cell)), "合计")


def _says(cell: CellValue) -> bool:
    return cell is not None and (type(cell) is not str or bool(cell.strip()))


_NOTHING: Final = (None, "", " ")
