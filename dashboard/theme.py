"""Colours by meaning and the fonts; no colour is written anywhere else.

The palette is calm and official: ink and navy on white, one accent. The three states of an
institution differ in hue *and* in lightness, so that they survive black-and-white print, and are
always repeated in words. 红橙黄蓝 is kept for alerts alone.
"""

from __future__ import annotations

from types import MappingProxyType

INK = "#1B2733"
NAVY = "#12395B"
ACCENT = "#0B6E99"
MUTED = "#5B6875"
LINE = "#D5DCE3"
PAPER = "#FFFFFF"
WASH = "#F4F7FA"

# Colour-blind safe: dark teal, mid amber, very dark plum; lightness 45, 65, 25.
STATE = MappingProxyType({"qualified": "#1F7A8C", "rectifying": "#D99A2B", "eliminated": "#6B2D4E"})
ALERT = MappingProxyType({"红": "#C0392B", "橙": "#D9772B", "黄": "#C9A227", "蓝": "#2F6FB0"})
MARK = MappingProxyType({"refuse": "#F4C7C1", "ask": "#FBE6A6", "warn": "#D3E4F3"})
"""Behind a cell of a handed-in workbook that is wrong, must be decided, or should be looked at."""
OVERDUE = "#A63D2F"
SEQUENTIAL = ("#E3EDF5", "#B7D0E4", "#7FABCF", "#4480B0", "#12507F")
CATEGORICAL = ("#12507F", "#4F8FA8", "#8A7FB0", "#C08A4A", "#7C8A5A", "#A0A8B0")
ZERO = "#FBFCF5"
NO_DATA = "#DADDE0"
DEMO = "#8A4B00"
DEMO_WASH = "#FFF3DC"

FONT = (
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "'WenQuanYi Micro Hei','Noto Sans SC',sans-serif"
)


def rgb(colour: str) -> tuple[int, int, int]:
    """Turn `#RRGGBB` into its three numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours by WCAG 2, from 1 (none) to 21; body text needs 4.5."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ink_on(colour: str) -> str:
    """The text colour, ink or paper, that reads better on `colour`."""
    return max((INK, PAPER), key=lambda text: contrast(text, colour))


def _luminance(colour: str) -> float:
    """Relative luminance by WCAG 2, 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (number / 255 for number in rgb(colour))
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
