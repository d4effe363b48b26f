"""What the circular names: districts and topics, never counts.

Naming says that a district was named for a topic. It says nothing of how many problems there
were, and not being named does not say that there were none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dashboard import theme
from dashboard.maps.named import NamedClass, NamedClasses
from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.district_values import short_name_on
from dashboard.sections.view import View
from dashboard.store.models.inspections import FINDING_CATEGORIES
from dashboard.store.models.practice import GoodPractice
from dashboard.store.models.sources import PublishedMention
from dashboard.store.places import Place

NOT_NAMED = "未点名"
_SHORT: Mapping[str, str] = MappingProxyType(
    {"facility": "隐患", "training": "质量", "archive": "档案", "violation": "涉嫌"}
)
"""Topic to the two characters that fit on a small district."""
CLASSES = NamedClasses(
    classes=(
        NamedClass(
            key="suspected", colour=theme.SEQUENTIAL[4], text="点名，含“涉嫌”（案件侦查中）"
        ),
        NamedClass(key="named", colour=theme.SEQUENTIAL[2], text="点名存在问题"),
        NamedClass(key="practice", colour=theme.STATE["qualified"], text="介绍经验做法"),
        NamedClass(key="none", colour=theme.PAPER, text="未点名（不等于没有问题）"),
    )
)
"""The darkest class is not the worst: it only says that a case is open."""
LEGEND_NOTE = "点名只说明通报提到，不是数量；未点名不等于没有问题，也不等于未检查"


def mentions_of(view: View, place: Place) -> tuple[PublishedMention, ...]:
    """What a unit is named for, in the document's order, under the category chosen."""
    return tuple(
        one
        for one in view.reference.mentions
        if one.district_id == place.id and _is_chosen(view, one.topic)
    )


def practices_of(view: View, place: Place) -> tuple[GoodPractice, ...]:
    """The practices held up; none while a category of problems is chosen."""
    if view.filters.category:
        return ()
    return tuple(one for one in view.reference.practices if one.district_id == place.id)


def named_values(view: View) -> tuple[UnitValue, ...]:
    """One class per reporting unit: suspected, named, held up for a practice, or none."""
    return tuple(_named_value(view, place) for place in _places(view))


def named_districts(view: View) -> int:
    """How many units are named for a problem."""
    return len({one.district_id for one in view.reference.mentions if _is_chosen(view, one.topic)})


def mention_sentence(mention: PublishedMention, *, case_role: bool) -> str:
    """What the circular says: section, topic, content; a suspicion stays one."""
    topic = FINDING_CATEGORIES.get(mention.topic, mention.topic)
    said = f"{mention.section}{topic}：{mention.content}"
    if case_role and mention.entity_name:
        said += f"（{mention.entity_name}）"
    if mention.status == "suspected":
        confirmed = mention.confirmed_on
        known = f"{confirmed.isoformat()}核实的" if confirmed else "通报时的"
        said += f"（{known}状态；未经法院判决不作认定）"
    if mention.list_is_open:
        said += "（原文名单以“等”结尾，未列全）"
    return said + "。"


def named_sentence(view: View, place: Place) -> str:
    """What a unit is named for, in one line."""
    found = mentions_of(view, place)
    if not found:
        held_up = "，介绍了它的经验做法" if practices_of(view, place) else ""
        return f"{view.named(place.id)}：通报未点名{held_up}；未点名不等于没有问题"
    topics = "、".join(
        FINDING_CATEGORIES.get(one.topic, one.topic)
        + ("（涉嫌，案件侦查中）" if one.status == "suspected" else "")
        for one in found
    )
    return f"{view.named(place.id)}：通报点名{topics}；点名不是数量"


def said_of(view: View, place: Place) -> tuple[str, ...]:
    """Everything the circular says of a unit, in sentences."""
    said = [
        mention_sentence(one, case_role=view.case_role)
        for one in view.reference.mentions
        if one.district_id == place.id
    ]
    said += [
        f"{one.section}经验做法·{one.theme}：{one.summary}"
        for one in view.reference.practices
        if one.district_id == place.id
    ]
    return tuple(said) or ("通报没有提到该单位；未提到不等于没有问题，也不等于未检查。",)


def matrix(view: View, *, key: str) -> Table:
    """The problem matrix: units named or held up, one column per topic; no counts anywhere."""
    topics = [one for one in FINDING_CATEGORIES if one in _topics(view)]
    named = [
        place
        for place in _places(view)
        if any(one.district_id == place.id for one in _named_or_held_up(view))
    ]
    return Table(
        key=key,
        title="通报点名的区县与问题类别",
        columns=(
            Column(label="区县（开发区）"),
            *(Column(label=FINDING_CATEGORIES[topic]) for topic in topics),
            Column(label="经验做法"),
        ),
        rows=[_matrix_row(view, place, topics) for place in named],
        note=f"{LEGEND_NOTE}。其余{len(_places(view)) - len(named)}个单位通报未点名。",
        empty="尚未导入通报",
    )


def topic_sentences(view: View) -> tuple[str, ...]:
    """What the circular complains of in each topic, with its section, and whether it lists all."""
    said = {}
    for topic, one in _topics(view).items():
        open_list = "；名单以“等”结尾，未列全" if one.list_is_open else ""
        head = f"{one.section}{FINDING_CATEGORIES.get(topic, topic)}"
        said[topic] = f"{head}：{one.content}{open_list}。"
    return tuple(said.values())


def _topics(view: View) -> dict[str, PublishedMention]:
    """Each topic with the first mention of it, in the document's order."""
    first: dict[str, PublishedMention] = {}
    for one in view.reference.mentions:
        first.setdefault(one.topic, one)
    return first


def _matrix_row(view: View, place: Place, topics: Sequence[str]) -> list[Cell]:
    found = {one.topic: one for one in view.reference.mentions if one.district_id == place.id}
    themes = [one.theme for one in view.reference.practices if one.district_id == place.id]
    return [
        view.named(place.id),
        *(_said(found[topic]) if topic in found else NOT_NAMED for topic in topics),
        "、".join(themes) or "未介绍",
    ]


def _said(mention: PublishedMention) -> str:
    return "涉嫌（侦查中）" if mention.status == "suspected" else "点名"


def _named_or_held_up(view: View) -> tuple[PublishedMention | GoodPractice, ...]:
    return (*view.reference.mentions, *view.reference.practices)


def _places(view: View) -> tuple[Place, ...]:
    """Units valid on the day, and former ones the circular speaks of."""
    spoken = {one.district_id for one in _named_or_held_up(view)}
    return view.reference.places.of_sum(on=view.as_of, held=spoken)


def _named_value(view: View, place: Place) -> UnitValue:
    mentions, practices = mentions_of(view, place), practices_of(view, place)
    text = "\n".join(_SHORT.get(one.topic, one.topic) for one in mentions)
    names = "、".join(
        f"{FINDING_CATEGORIES.get(one.topic, one.topic)}（{_said(one)}）" for one in mentions
    )
    if any(one.status == "suspected" for one in mentions):
        group = "suspected"
    elif mentions:
        group = "named"
    else:
        group = "practice" if practices else "none"
    themes = "、".join(one.theme for one in practices)
    return UnitValue(
        code=place.code,
        name=view.named(place.id),
        short_name=short_name_on(view, place),
        value=None,
        text=text or ("经验" if practices else ""),
        state="no_data",
        group=group,
        tip="；".join(one for one in (names, themes and f"经验做法：{themes}") if one)
        or f"{NOT_NAMED}（不等于没有问题）",
    )


def _is_chosen(view: View, topic: str) -> bool:
    return view.filters.category in ("", FINDING_CATEGORIES.get(topic, ""))
