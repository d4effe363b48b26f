"""What else a document says: whom it names and holds up, what it requires and leaves open."""

from __future__ import annotations

from typing import Final

from dashboard.access.restriction import Restriction
from dashboard.store.models.inspections import FINDING_CATEGORIES
from dashboard.store.models.practice import REQUIREMENT_STATUSES, GoodPractice, Requirement
from dashboard.store.models.sources import MENTION_STATUSES, PublishedMention, SourceGap
from data_loaders.ledgers.declaration import CellKind, Fault, Ledger, LedgerColumn, RowRule, Values
from data_loaders.ledgers.documents import document, position, section, words
from data_loaders.ledgers.recurring import day, district, length, stored

SUSPICIONS: Final = Restriction(
    says="of a suspicion: case role only", where=("status", "suspected")
)
"""Who is named as suspected."""


def _named_when_suspected(values: Values) -> Fault | None:
    suspected = values.get("status") == "suspected"
    if suspected == (values.get("entity_name") is not None):
        return None
    return Fault(column="entity_name", message="涉嫌的须写明单位，点名的不得写单位")


MENTIONS = Ledger(
    key="document_mentions",
    label="通报点名",
    model=PublishedMention,
    resolved=frozenset({"document", "district", "open_list"}),
    columns=(
        document(),
        section(PublishedMention.section),
        LedgerColumn(
            key="topic",
            label="问题类别",
            kind=CellKind.CHOICE,
            required=True,
            choices=stored(FINDING_CATEGORIES),
            help="因哪一类问题被点名。",
            example="培训档案",
        ),
        district(),
        LedgerColumn(
            key="status",
            label="性质",
            kind=CellKind.CHOICE,
            required=True,
            choices=stored(MENTION_STATUSES),
            help="点名，或案件侦查中的涉嫌。",
            example="点名",
        ),
        words(
            "content",
            "内容",
            of=PublishedMention.content,
            says="说了什么问题，写关键词，不写人名。",
            required=True,
            example="档案要件缺失",
        ),
        LedgerColumn(
            key="open_list",
            label="名单是否未列全",
            kind=CellKind.CHOICE,
            choices={"是": "yes", "否": "no"},
            help="名单以“等”结尾的填是；不填按否。",
            example="否",
        ),
        LedgerColumn(
            key="entity_name",
            label="涉嫌单位",
            kind=CellKind.NAME,
            most=length(PublishedMention.entity_name),
            help="只在性质为涉嫌时填写单位名称，只有案件角色可见；点名的请留空。",
        ),
    ),
    keys=(("document", "topic", "district"),),
    restricted=SUSPICIONS,
    rules=(
        RowRule(
            key="suspect-named",
            words="涉嫌的须写明单位，点名的不得写单位",
            reads=frozenset({"status", "entity_name"}),
            check=_named_when_suspected,
        ),
    ),
    help="一个区县因一类问题被点名一行；点名不是数量。",
)

PRACTICES = Ledger(
    key="document_practices",
    label="通报做法",
    aliases=("经验做法",),
    model=GoodPractice,
    resolved=frozenset({"document", "district"}),
    columns=(
        document(),
        section(GoodPractice.section),
        district(),
        words(
            "theme",
            "主题",
            of=GoodPractice.theme,
            says="做法的主题，如长效机制。",
            required=True,
            example="长效机制",
        ),
        words(
            "summary",
            "做法",
            "做法概括",
            of=GoodPractice.summary,
            says="用自己的话概括做法。",
            required=True,
            example="把基本条件列为日常监管的重点检查内容。",
        ),
    ),
    keys=(("document", "district", "theme"),),
    help="一个区县的一项做法一行。",
)

TASKS = Ledger(
    key="document_tasks",
    label="通报要求",
    aliases=("工作要求",),
    model=Requirement,
    resolved=frozenset({"document"}),
    columns=(
        document(),
        position(of="要求"),
        section(Requirement.section),
        words(
            "theme",
            "主题",
            of=Requirement.theme,
            says="要求的主题，如日常监管。",
            required=True,
            example="日常监管",
        ),
        words(
            "summary",
            "要求",
            "工作要求",
            of=Requirement.summary,
            says="用自己的话概括要求。",
            required=True,
            example="加大监管力度。",
        ),
        words(
            "responsible",
            "责任单位",
            of=Requirement.responsible,
            says="原文要求谁来做。",
            required=True,
            example="各区县应急管理局",
        ),
        day("due_on", "期限", says="完成期限；原文没有定请留空。", future=True),
        LedgerColumn(
            key="status",
            label="状态",
            kind=CellKind.CHOICE,
            choices=stored(REQUIREMENT_STATUSES),
            help="落实到哪一步；没有登记请留空。",
        ),
        words("evidence", "佐证", of=Requirement.evidence, says="落实的依据在哪里。"),
    ),
    keys=(("document", "position"),),
    help="一项要求一行。",
)

GAPS = Ledger(
    key="document_gaps",
    label="通报未说明",
    aliases=("原文未说明",),
    model=SourceGap,
    resolved=frozenset({"document"}),
    columns=(
        document(),
        position(of="问题"),
        section(SourceGap.section),
        words(
            "question",
            "没有说明什么",
            of=SourceGap.question,
            says="读者会问而原文没有说明的问题。",
            required=True,
            example="320项问题整改了多少？",
        ),
        LedgerColumn(
            key="consequence",
            label="因此怎样处理",
            required=True,
            most=1000,
            help="本看板因此不显示什么。",
            example="不计算整改率；有台账后以台账为准。",
        ),
        words(
            "figure_key",
            "涉及的指标",
            of=SourceGap.figure_key,
            says="涉及的指标名称或代码，没有请留空。",
        ),
    ),
    keys=(("document", "position"),),
    help="原文没有说明的一个问题一行。",
)
