"""What charts have that python-pptx has no words for, written as XML in the schema's order."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.oxml.ns import qn

from dashboard import theme
from dashboard.charts.office_chart import OfficeChart


def spans(series: Any, native: OfficeChart) -> None:
    """The interval of each value as an error bar, which every office program draws."""
    value, low, high = (one.values for one in native.series[:3])
    bars = etree.SubElement(series, qn("c:errBars"))
    for name, setting in (("errDir", "y"), ("errBarType", "both"), ("errValType", "cust")):
        etree.SubElement(bars, qn(f"c:{name}")).set("val", setting)
    etree.SubElement(bars, qn("c:noEndCap")).set("val", "0")
    for name, ends in (("plus", high), ("minus", low)):
        numbers = etree.SubElement(etree.SubElement(bars, qn(f"c:{name}")), qn("c:numLit"))
        etree.SubElement(numbers, qn("c:ptCount")).set("val", str(len(ends)))
        for at, (middle, end) in enumerate(zip(value, ends, strict=True)):
            if middle is not None and end is not None:
                point = etree.SubElement(numbers, qn("c:pt"))
                point.set("idx", str(at))
                etree.SubElement(point, qn("c:v")).text = f"{abs(end - middle):.6g}"
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"))
    line.set("w", "22225")
    fill = etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", theme.MUTED[1:])
    series.find(qn("c:cat")).addprevious(bars)


def without_ends(legend: Any) -> None:
    """The ends of intervals have no entry of their own in the legend."""
    for at in (2, 1):
        entry = etree.Element(qn("c:legendEntry"))
        etree.SubElement(entry, qn("c:idx")).set("val", str(at))
        etree.SubElement(entry, qn("c:delete")).set("val", "1")
        legend.find(qn("c:legendPos")).addnext(entry)


def every_label(axis: Any) -> None:
    """No category's name is left out for want of room."""
    skip = etree.SubElement(axis, qn("c:tickLblSkip"))
    skip.set("val", "1")
    before = axis.find(qn("c:noMultiLvlLbl"))
    if before is not None:
        before.addprevious(skip)


def east_asian(properties: Any, name: str) -> None:
    """Chinese in the same face as the rest."""
    face = etree.SubElement(properties, qn("a:ea"))
    face.set("typeface", name)
