"""The template slides are made from: the product's own or the bureau's, with layouts by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from pptx import Presentation
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.util import Emu

from dashboard import theme
from dashboard.errors import TemplateError
from dashboard.paths import ASSETS
from dashboard.surfaces.office.chart import FACE
from dashboard.surfaces.slides.page import Frame, place
from dashboard.surfaces.slides.text import TextLine, fill

OWN: Final = ASSETS / "templates" / "briefing.pptx"
COVER: Final = "封面"
CONTENT: Final = "内容"
_WIDTH, _HEIGHT = 12_192_000, 6_858_000
_THEME: Final = {
    "dk2": theme.NAVY,
    "lt2": theme.WASH,
    "accent1": theme.ACCENT,
    "accent2": theme.SEQUENTIAL[4],
    "accent3": theme.STATE["qualified"],
    "accent4": theme.STATE["rectifying"],
    "accent5": theme.STATE["eliminated"],
    "accent6": theme.CATEGORICAL[5],
}


def opened(path: Path | None) -> Any:
    """The template at `path`, or the product's own; slides it holds are taken out.

    Raises:
        TemplateError: it cannot be read, is not wide enough, or lacks a layout.
    """
    chosen = path or OWN
    try:
        deck: Any = Presentation(str(chosen))
    except (OSError, ValueError, KeyError, PackageNotFoundError) as error:
        raise _broken(chosen, "须为能打开的 .pptx 文件") from error
    for name in (COVER, CONTENT):
        found = deck.slide_layouts.get_by_name(name)
        if found is None:
            have = "、".join(one.name for one in deck.slide_layouts)
            raise _broken(chosen, f"须有名为“{name}”的版式，现有：{have}")
        if not any(one.placeholder_format.idx == 0 for one in found.placeholders):
            raise _broken(chosen, f"版式“{name}”须有标题占位符")
    if deck.slide_width < 1.6 * deck.slide_height:
        raise _broken(chosen, "页面须为 16:9 或更宽")
    _emptied(deck)
    return deck


def build() -> Any:
    """The product's own template: two layouts in the theme's colours, 16:9."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Emu(_WIDTH), Emu(_HEIGHT)
    kept = {"Title Slide": COVER, "Title Only": CONTENT}
    for layout in list(deck.slide_layouts):
        if layout.name in kept:
            layout.name = kept[layout.name]
        else:
            deck.slide_layouts.remove(layout)
    frame = Frame(width=_WIDTH, height=_HEIGHT)
    for layout in deck.slide_layouts:
        for shape in list(layout.placeholders):
            _arrange(shape, frame, cover=layout.name == COVER)
    for shape in list(deck.slide_master.placeholders):
        _arrange(shape, frame, cover=False)
    _paint(deck)
    return deck


def _arrange(shape: Any, frame: Frame, *, cover: bool) -> None:
    """Titles where slides have them; the slide's own boxes stand in for date, foot and number."""
    kind = shape.placeholder_format.idx
    line = TextLine(text="单击此处编辑", size=28, bold=True, colour=theme.NAVY, after=0)
    if kind == 0:
        place(shape, frame.body if cover else frame.title)
        shape.text_frame.clear()
        fill(shape.text_frame, (line,), middle=True)
    elif kind in (10, 11, 12):
        shape._element.getparent().remove(shape._element)
    else:
        place(shape, frame.foot if cover else frame.body)


def _paint(deck: Any) -> None:
    """The theme's colours and faces; Chinese and Latin in the same face."""
    part = deck.slide_master.part.part_related_by(RT.THEME)
    text = part.blob.decode("utf-8")
    for name, code in _THEME.items():
        head, _, rest = text.partition(f"<a:{name}>")
        _, _, tail = rest.partition(f"</a:{name}>")
        text = f'{head}<a:{name}><a:srgbClr val="{code[1:]}"/></a:{name}>{tail}'
    text = text.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FACE}"/>')
    part._blob = text.replace('<a:ea typeface=""/>', f'<a:ea typeface="{FACE}"/>').encode()


def _emptied(deck: Any) -> None:
    """Take out the slides a template holds as samples."""
    listed = deck.slides._sldIdLst
    for entry in list(listed):
        deck.part.drop_rel(entry.rId)
        listed.remove(entry)


def _broken(path: Path, rule: str) -> TemplateError:
    return TemplateError(
        f"幻灯片模板 {path.name}：{rule}。",
        "the slides' template cannot be used (see dashboard/briefings/README.md)",
    )
