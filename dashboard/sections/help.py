"""What a reader of the pages may ask of the pages themselves, from the texts they stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard import units
from dashboard.metrics.metric import Nature
from dashboard.metrics.states import FigureState
from dashboard.navigation import PAGES
from dashboard.sections.answer import Answer, Cell, Column, Sentences, Table
from dashboard.sections.comparison_method import MORE, PICTURE, RULE
from dashboard.sections.districts.trends import METHOD as TRENDS
from dashboard.sections.rectification.closing import METHOD as CLOSING
from dashboard.sections.view import View
from dashboard.store.models.watch import LEVELS
from dashboard.watch.wording import BASELINE, BUDGET, LEVEL_SAYS, NOT_JUDGED

_TASKS: Final = (
    (
        "只看一个区县、一段时间或一类问题",
        "点右上角“筛选与日期”选定；换栏目时筛选跟着走，网址里也带着，可以收藏、转发",
        "overview",
    ),
    (
        "看过去某一天的数",
        "在“筛选与日期”的“看哪一天”中选；按现有台账重新计算，当时公布的数以冻结的简报为准",
        "overview",
    ),
    (
        "弄清一个数怎么来的",
        "展开数字下方的“这个数怎么来的”：口径、分子分母、范围、来源、与通报是否一致，并可看到原始行",
        "data",
    ),
    (
        "下载数据或图",
        "展开图下方的“数据表与下载”：表为CSV、XLSX，图为PNG、SVG，都带来源、日期和筛选条件",
        "findings-map",
    ),
    (
        "交台账",
        "下载空白模板填写，选择文件，核对预览，回答待确认的问题，署名后导入；有错的行可取回标注副本改",
        "data-import",
    ),
    (
        "撤销导入",
        "在“查看或撤销一批”中选定批次；那一批的行删去，被它改动的恢复原样",
        "data-import",
    ),
    (
        "催办到期和超期的问题",
        "看到期与超期和督办清单，可按区县、环节筛选，清单可下载发给区县",
        "rectification",
    ),
    (
        "核查一条预警",
        "点开线索看凭什么提示、与谁比，核查后填写结论和理由；线索不是结论",
        "watch",
    ),
    (
        "做一期简报",
        "选模板，增删、排序板块，写讲稿，冻结成版本；放映、幻灯片、文档、表格里的数字相同",
        "briefings",
    ),
    (
        "与通报对数",
        "逐项列出通报数与台账数、差额和原因；通报没有说的列在“原文未说明”",
        "data",
    ),
    (
        "页面提示出错",
        "记下事件编号告知管理员，凭编号可在服务器日志中查到；没有完成的操作不会留下一半",
        "help",
    ),
)
"""What is wanted, how it is done, and the page where."""

_MARKS: Final = (
    ("余", "原文或台账写明“不少于”；合计里只要有一项带余，合计也带余，只舍不入"),
    ("约", "为便于阅读略去了零头，展开或下载可见全数"),
    ("＞99.9%、＜0.1%", "接近全部或接近没有，但不是；100.0%和0.0%只用于全部和没有"),
    ("与通报一致", "台账数与通报所载的数在同一范围、同一期间相等"),
    ("惯用顺序", "按行政区划习惯排列，不是名次"),
    ("（未满）", "该月没有完整落在期间内，不与整月相比"),
)
_NATURES: Final = {
    Nature.STOCK: "存量",
    Nature.FLOW: "流量",
    Nature.COHORT: "队列",
    Nature.CAMPAIGN: "行动",
}


def help_answers(view: View) -> Mapping[str, Answer]:
    """What the page 帮助 says, by key, in reading order."""
    return {
        "pages": Answer(title="各栏目回答什么", blocks=(_pages(view),)),
        "tasks": Answer(title="常见的事怎么做", blocks=(_tasks(view),)),
        "words": Answer(
            title="没有数字的地方写的是什么，数字旁的记号是什么意思", blocks=(_words(),)
        ),
        "periods": Answer(title="哪些数随期间变化", blocks=(_natures(),)),
        "methods": Answer(title="怎么比、怎么判断", blocks=(Sentences(items=_methods()),)),
    }


def _pages(view: View) -> Table:
    rows: list[list[Cell]] = [
        [view.link(page.title, page.path), page.group, page.purpose] for page in PAGES
    ]
    return Table(
        key="help-pages",
        title="栏目",
        columns=(Column(label="栏目"), Column(label="分组"), Column(label="回答什么")),
        rows=rows,
    )


def _tasks(view: View) -> Table:
    titles = {page.path: page.title for page in PAGES}
    rows: list[list[Cell]] = [
        [wanted, how, view.link(titles[path], path)] for wanted, how, path in _TASKS
    ]
    return Table(
        key="help-tasks",
        title="常见的事",
        columns=(Column(label="想做的事"), Column(label="怎么做"), Column(label="从哪里开始")),
        rows=rows,
    )


def _words() -> Table:
    states = [(one.word, one.meaning) for one in FigureState if one.word]
    missing = (units.MISSING, "没有数据；不是0")
    return Table(
        key="help-words",
        title="词和记号",
        columns=(Column(label="词或记号"), Column(label="意思")),
        rows=[list(row) for row in (missing, *states, *_MARKS)],
    )


def _natures() -> Table:
    return Table(
        key="help-periods",
        title="期间",
        columns=(Column(label="一类指标"), Column(label="怎么计")),
        rows=[[name, nature.value.removeprefix(f"{name}：")] for nature, name in _NATURES.items()],
        note="每项指标属于哪一类，见“数据与口径”的指标口径。",
    )


def _methods() -> tuple[str, ...]:
    levels = "；".join(f"{LEVELS[level]}——{said}" for level, said in LEVEL_SAYS.items())
    curve, *others = CLOSING
    return (
        RULE,
        MORE,
        PICTURE,
        TRENDS,
        f"销号用时：{curve}",
        *others,
        f"预警级别：{levels}。",
        f"预警基线：{BASELINE}",
        BUDGET,
        f"预警看不到的：{NOT_JUDGED}",
    )
