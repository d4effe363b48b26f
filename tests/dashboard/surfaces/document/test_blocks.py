"""Tables and charts in Word are native; the map is a picture with its caption."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn

from dashboard.briefings.snapshot import Snapshot
from tests.exports import charts, file_of, parts


@pytest.fixture(scope="module")
def data(varied: Snapshot) -> bytes:
    return file_of("docx", varied)


def test_charts_are_native_with_the_snapshots_values(data: bytes, varied: Snapshot) -> None:
    drawn = [root for name, root in parts(data).items() if name.startswith("word/charts/")]
    values = [
        [float(one.text) for one in root.iterfind(".//{*}ser/{*}val//{*}v")] for root in drawn
    ]
    wanted = [
        [value for one in chart.native.series for value in one.values if value is not None]
        for chart in charts(varied)
        if chart.native
    ]
    assert values == wanted


def test_each_chart_has_its_workbook(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        books = [name for name in names if name.startswith("word/embeddings/")]
        assert len(books) == len([name for name in names if name.startswith("word/charts/chart")])
        for name in books:
            assert openpyxl.load_workbook(io.BytesIO(package.read(name))).active is not None
        joined = package.read("word/charts/_rels/chart1.xml.rels").decode()
    external = parts(data)["word/charts/chart1.xml"].find(".//{*}externalData")
    assert f'Id="{next(iter(external.attrib.values()))}"' in joined


def test_tables_repeat_their_head_and_break_no_row(data: bytes) -> None:
    document = Document(io.BytesIO(data))
    assert document.tables
    for table in document.tables:
        first = table.rows[0]._tr.find(qn("w:trPr"))
        assert first.find(qn("w:tblHeader")) is not None
        for row in table.rows:
            assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_the_map_is_a_picture_with_words_for_those_who_do_not_see_it(data: bytes) -> None:
    document = Document(io.BytesIO(data))
    described = [
        one.get("descr") for one in document.element.body.iter() if one.tag.endswith("}docPr")
    ]
    assert all(described)
    assert "示意图，不作为划界依据" in "\n".join(one.text for one in document.paragraphs)
