"""A chart or map drawn without a browser, with the shipped font and nothing from outside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import vl_convert

from dashboard import theme
from dashboard.sections.answer import Chart, Map
from dashboard.surfaces import fonts
from dashboard.surfaces.picture.map_spec import map_spec

FACES: Final = f"{fonts.SANS}, {theme.FONT}"


def drawn(block: Chart | Map, *, width: int) -> str:
    """The block alone as SVG, `width` pixels wide."""
    _register()
    spec = map_spec(block, width=width) if isinstance(block, Map) else _still(block.spec, width)
    config = {**spec.get("config", {}), "font": FACES}
    ready = {**spec, "config": config, "background": theme.PAPER}
    return str(vl_convert.vegalite_to_svg(ready, show_warnings=False))


def _still(spec: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The screen's specification without what only a pointer can use."""
    still = _quiet(dict(spec))
    return {**still, "width": width}


def _quiet(value: Any) -> Any:
    """Without selections; parameters that hold a value, as an axis' ends, are data and stay."""
    if isinstance(value, dict):
        kept = {name: _quiet(one) for name, one in value.items() if name != "params"}
        held = [one for one in value.get("params", ()) if "select" not in one]
        return {**kept, "params": held} if held else kept
    if isinstance(value, list):
        return [_quiet(one) for one in value]
    return value


@cache
def _register() -> None:
    vl_convert.register_font_directory(str(fonts.FOLDER))
