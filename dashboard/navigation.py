"""The pages: address, title, icon and what each is for; the documents and tests read from here."""

from __future__ import annotations

from dataclasses import dataclass

GROUPS = ("态势", "督办", "成效", "汇报", "数据")
"""The headings of the menu, in its order."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page. `path` is its address and, with underscores, its file in pages/."""

    path: str
    title: str
    group: str
    """The heading it stands under in the menu, one of GROUPS."""
    icon: str
    purpose: str
    lists_sections: bool = True
    """Whether it is a list of sections under filters; otherwise it draws itself."""
    takes_files: bool = False
    """Whether it has a field for files; from no other page are uploads taken."""

    @property
    def file(self) -> str:
        """File name in pages/."""
        return f"{self.path.replace('-', '_')}.py"

    @property
    def module(self) -> str:
        """The name by which that file is imported."""
        return f"pages.{self.file.removesuffix('.py')}"


PAGES = (
    Page(
        path="overview",
        title="总览",
        group="态势",
        icon=":material/dashboard:",
        purpose="两分钟看清全市：机构三种状态、问题与超期、处罚与移送、宣传覆盖、变化与关注事项。",
    ),
    Page(
        path="institutions",
        title="机构复核",
        group="态势",
        icon=":material/verified:",
        purpose="三阶段复核的覆盖与结论，各区县三种状态，机构清单与一企一档。",
    ),
    Page(
        path="findings-map",
        title="问题地图",
        group="态势",
        icon=":material/map:",
        purpose="问题在哪里：按区县的问题、未销号、超期与次均问题，分类与严重程度。",
    ),
    Page(
        path="rectification",
        title="整改跟踪",
        group="督办",
        icon=":material/rule:",
        purpose="从发现到销号的闭环：卡在哪一步、到期与超期、多久销号（未销号的计入），各区县督办清单。",
    ),
    Page(
        path="watch",
        title="监测预警",
        group="督办",
        icon=":material/notifications_active:",
        purpose="通过率增高、市外考生增多、容量不匹配等线索：每条说明凭什么、与谁比，由经办人核查处置。",
    ),
    Page(
        path="districts",
        title="区县对比",
        group="督办",
        icon=":material/compare_arrows:",
        purpose="区县与全市其余单位有没有差别：漏斗图、分组与检出能力，一个区县的全部位置、走势与待办。",
    ),
    Page(
        path="publicity",
        title="宣传成效",
        group="成效",
        icon=":material/campaign:",
        purpose="各渠道宣传活动与覆盖，口径分开、不作排名，与成效指标并列。",
    ),
    Page(
        path="enforcement",
        title="执法成效",
        group="成效",
        icon=":material/gavel:",
        purpose="线索、查实、处罚、移送的链条与时滞、金额，以及需要核对的矛盾记录。",
    ),
    Page(
        path="briefings",
        title="简报",
        group="汇报",
        icon=":material/co_present:",
        purpose="选板块、排次序、写讲稿，冻结成版本：放映、PPT、Word、表格各处数字相同，随时可复现。",
        lists_sections=False,
    ),
    Page(
        path="data-import",
        title="数据导入",
        group="数据",
        icon=":material/upload_file:",
        purpose="区县台账导入：预览、确认、写入、错处标注退回、撤销，模板下载。",
        lists_sections=False,
        takes_files=True,
    ),
    Page(
        path="data",
        title="数据与口径",
        group="数据",
        icon=":material/fact_check:",
        purpose="通报与台账逐项核对、全部指标口径、原文未说明之处、台账批次与新鲜度。",
    ),
    Page(
        path="help",
        title="帮助",
        group="数据",
        icon=":material/help:",
        purpose="各栏目回答什么、常见的事怎么做、页面上的词是什么意思、怎么比怎么判断。",
        lists_sections=False,
    ),
)
"""All pages in the order of the menu; the first is the front page."""
