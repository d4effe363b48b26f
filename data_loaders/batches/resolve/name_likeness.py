"""Whether two names of bodies may be one, misspelt: what tells names apart is compared.

All names of the field share 重庆市, a district, 安全, 培训, 学校, 有限公司 and the like; what is
left when these are taken out is the core. Names whose numerals differ (第一 and 第二, 甲 and 乙)
are never one misspelt.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import Final

from data_loaders.reading.reporting import known_names

LIKE: Final = 0.8
"""Smallest `difflib` ratio of two names, or long cores, that are proposed as the same."""
SHORT: Final = 3
"""Letters up to which one letter of a core is what it says, unless the two are easily confused."""
_SHARED: Final = (
    *("重庆市", "重庆", "示例", "民办", "公办"),
    *("有限责任公司", "股份有限公司", "有限公司", "责任公司", "分公司", "公司", "集团"),
    *("职业技术学院", "职业学院", "技工学校", "学院", "学校", "分校", "校区", "技校"),
    *("安全生产", "特种作业", "安全", "生产", "职业", "技能", "技术", "技工", "作业"),
    *("培训", "教育", "咨询", "服务", "科技", "考核", "鉴定", "考试点", "考试", "考点"),
    *("中心", "基地", "机构"),
)
"""Words that names of the field share, so that they tell none of them apart."""
_NUMERALS: Final = re.compile(r"[0-9一二三四五六七八九十零〇甲乙丙丁戊己庚辛壬癸]+")
_SERIES: Final = frozenset("0123456789一二三四五六七八九十甲乙丙丁戊己庚辛壬癸") | frozenset(
    "子丑寅卯辰巳午未申酉戌亥东南西北中上下左右前后大小新老"
)
"""Letters that stand for each other's siblings: written instead of one another on purpose."""
_SHAPES: Final = (
    *("未末", "己已巳", "戊戌戍", "人入八", "土士", "日曰目", "天夫大太", "王玉主", "干千于"),
    *("贝见", "今令", "田由甲申", "乌鸟", "免兔", "睛晴", "泰秦", "创刨", "渝愉榆瑜", "旭旮"),
    *("辉晖", "洋泽", "恒桓", "宏宠", "启后", "景影", "诚城", "博搏", "凯铠", "腾滕"),
)
"""Letters that look like each other."""
_NEAR_SOUND: Final = 15
"""How far apart two letters of GB 2312, which is in the order of sounds, may be to sound alike."""


@lru_cache(maxsize=65536)
def numerals(name: str) -> tuple[str, ...]:
    """The numerals in a plain name, but for those in the name of its district."""
    return tuple(_NUMERALS.findall(_districts().sub("", name)))


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """What tells a plain name apart."""
    return _shared().sub("", _letters(name))


def are_alike(one: str, other: str) -> float:
    """How alike two plain names are, 0 to 1; 0 where they are not worth a question."""
    if numerals(one) != numerals(other) or not _may_be_of_one_district(one, other):
        return 0
    first, second = core(one), core(other)
    if _is_bare(first) and _is_bare(second):
        return _whole(one, other)
    if first == second:
        return 0.95
    edit = _edit(_letters(one), _letters(other))
    if edit is not None:
        return 0.9 if len(first) != len(second) else _misspelt(edit, first)
    if _is_bare(first) or _is_bare(second):
        return _contained(one, other)
    return _cores(first, second)


def _may_be_of_one_district(one: str, other: str) -> bool:
    """Whether two names name the same district, in whatever form, or one of them names none."""
    first, second = ({found[:2] for found in _districts().findall(name)} for name in (one, other))
    return not first or not second or bool(first & second)


def _cores(one: str, other: str) -> float:
    """How alike two cores are whose names differ in what they share with others, too."""
    shorter, longer = sorted((one, other), key=len)
    edit = _edit(one, other)
    if edit is not None and len(one) == len(other):
        return _misspelt(edit, one)
    if len(shorter) > 1 and shorter in longer and 2 * len(shorter) >= len(longer):
        return 0.85
    if len(shorter) <= SHORT:
        return 0
    return 0.85 if edit is not None else _ratio(one, other)


def _misspelt(edit: tuple[str, str], told: str) -> float:
    """Whether the one letter in which two cores of a length differ may be a misspelling."""
    one, other = edit
    if one in _SERIES and other in _SERIES:
        return 0
    return 0.9 if len(told) > SHORT or _confused(one, other) else 0


def _confused(one: str, other: str) -> bool:
    if any(one in shape and other in shape for shape in _SHAPES):
        return True
    places = [_place(letter) for letter in (one, other)]
    return None not in places and abs((places[0] or 0) - (places[1] or 0)) <= _NEAR_SOUND


def _place(letter: str) -> int | None:
    """Where a letter stands in GB 2312; None for those that it does not have."""
    try:
        row, column = letter.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return None
    return row * 94 + column


def _edit(one: str, other: str) -> tuple[str, str] | None:
    """The one letter in which two names differ, with what stands for it; None if more differs."""
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1:
        return None
    at = next((n for n, letter in enumerate(shorter) if letter != longer[n]), len(shorter))
    if len(shorter) == len(longer):
        same = at < len(shorter) and shorter[at + 1 :] == longer[at + 1 :]
        return (shorter[at], longer[at]) if same else None
    return ("", longer[at]) if shorter[at:] == longer[at + 1 :] else None


def _whole(one: str, other: str) -> float:
    """How alike names without a core are."""
    return max(_ratio(one, other), _contained(one, other))


def _contained(one: str, other: str) -> float:
    """How alike names are of which the one is the other and more."""
    shorter, longer = sorted((one, other), key=len)
    return LIKE if len(shorter) > SHORT and shorter in longer else 0


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Two bounds that cost little come before what costs much.
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= LIKE else 0


def _is_bare(told: str) -> bool:
    """Whether a core says no more than which of several it is."""
    return not _NUMERALS.sub("", told).replace("第", "").replace("号", "")


@lru_cache(maxsize=65536)
def _letters(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum())


@cache
def _districts() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, known_names())))


@cache
def _shared() -> re.Pattern[str]:
    words = sorted({*known_names(), *_SHARED}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
