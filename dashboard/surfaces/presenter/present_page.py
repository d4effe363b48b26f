"""A snapshot as one page of slides: shown full screen, driven by keys, whole without a server."""

from __future__ import annotations

from functools import cache

import vl_convert
from markupsafe import Markup

from dashboard import theme
from dashboard.briefings.compute import Progress, unheard
from dashboard.briefings.snapshot import Snapshot
from dashboard.paths import ASSETS
from dashboard.surfaces.markup import EMPTY, html, joined, ours
from dashboard.surfaces.presenter.present_slides import PresentSlide, present_slides
from dashboard.surfaces.provenance import DEMO

FOLDER = ASSETS / "presenter"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "img-src data:; base-uri 'none'; form-action 'none'"
)
"""What the page may do: run what it brought along, and ask nobody for anything."""


def present_bytes(snapshot: Snapshot, *, progress: Progress = unheard) -> bytes:
    """The page, UTF-8; the same snapshot gives the same bytes."""
    found = list(present_slides(snapshot))
    drawn = []
    for at, slide in enumerate(found):
        progress(at, len(found), slide.title)
        drawn.append(_slide(slide, snapshot, at=at, of=len(found)))
    page = html(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{}</title><style>{}{}</style></head><body>"
        '<main id="stage">{}</main>{}<script type="module">{}</script><script>{}</script>'
        "</body></html>",
        POLICY,
        f"{snapshot.title} {snapshot.number}",
        _colours(),
        ours((FOLDER / "deck.css").read_text(encoding="utf-8")),
        joined(drawn),
        _controls(),
        _vega(),
        ours((FOLDER / "deck.js").read_text(encoding="utf-8")),
    )
    return str(page).encode("utf-8")


def _slide(slide: PresentSlide, snapshot: Snapshot, *, at: int, of: int) -> Markup:
    demo = html('<b class="demo">{}</b>', DEMO) if snapshot.is_demo else EMPTY
    notes = joined(html("<p>{}</p>", one) for one in slide.notes)
    origin = joined(html("<p>{}</p>", one) for one in slide.origin)
    return html(
        '<article class="slide" id="slide-{}" aria-label="{}"><header><h1>{}</h1><p>{}</p></header>'
        '<div class="body">{}</div><footer>{}<span>{}</span><span>{}/{}</span></footer>'
        '<aside class="notes">{}</aside><aside class="origin">{}</aside></article>',
        at + 1,
        slide.title,
        slide.title,
        slide.scope,
        slide.body,
        demo,
        f"快照 {snapshot.number}",
        at + 1,
        of,
        notes or html("<p>{}</p>", "本页没有讲稿"),
        origin,
    )


def _controls() -> Markup:
    """Buttons for a tablet, and what the keys are."""
    buttons = (
        ("prev", "‹", "上一页"),
        ("next", "›", "下一页"),
        ("full", "⛶", "全屏（F）"),
        ("play", "▷", "自动轮播（A）"),
        ("tone", "◐", "深色或浅色（D）"),
        ("notes", "讲", "讲稿（N）"),
        ("help", "？", "按键说明（?）"),
    )
    keys = (
        "→ 空格 下一页；← 上一页；Home 首页；End 末页",
        "F 全屏；D 深色或浅色；A 自动轮播，再按换间隔（10、20、30、60秒）",
        "N 讲稿；O 这些数怎么来的；W 另开讲者窗口；Esc 关闭",
    )
    return html(
        '<div id="progress"><i></i></div><nav id="controls" aria-label="放映控制">{}</nav>'
        '<div id="help" role="dialog" aria-label="按键说明" hidden>{}</div>'
        '<div id="said" role="status"></div>',
        joined(
            html(
                '<button data-do="{}" title="{}" aria-label="{}">{}</button>', do, told, told, sign
            )
            for do, sign, told in buttons
        ),
        joined(html("<p>{}</p>", one) for one in keys),
    )


@cache
def _vega() -> Markup:
    """The drawing library as the server has it, so that none is fetched."""
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return ours(bundle.replace("</script", "<\\/script"))


def _colours() -> Markup:
    names = ("INK", "NAVY", "ACCENT", "MUTED", "LINE", "PAPER", "WASH", "DEMO", "DEMO_WASH")
    told = "".join(f"--{name.lower().replace('_', '-')}:{getattr(theme, name)};" for name in names)
    return ours(f":root{{{told}--font:{theme.FONT}}}")
