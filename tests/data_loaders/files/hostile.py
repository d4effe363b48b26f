"""Small but real attack files, and workbooks written part by part."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OPEN_XML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{OPEN_XML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OPEN_XML}.worksheet+xml"/>'
    "</Types>"
)
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(
        f'<!ENTITY {name} "{("&" + before + ";") * 10}">'
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"甲" * 50_000}">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def relations(*targets: tuple[str, str]) -> str:
    """A list of relations: kind and target of each, with keys rId1, rId2 and so on."""
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{listed}</Relationships>'


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """A worksheet with `rows`; `before` stands before its root, `after` behind its rows."""
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx(rows: str = "", *, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A minimal workbook with one sheet 表; `parts` replace or join its own."""
    book = f'<sheets><sheet name="表" sheetId="1" xmlns:r="{OFFICE}" r:id="rId1"/></sheets>'
    own: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}">{book}</workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        SHEET: sheet_xml(rows),
    }
    return zipped(own | dict(parts or {}))


def ods(rows: str, *, before: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A minimal ods workbook with one table 表; `before` stands before the spreadsheet."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content {spaces}>{before}<office:body><office:spreadsheet>"
        f'<table:table table:name="表" table:style-name="ta1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    own: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": "<manifest/>",
    }
    return zipped(own | dict(parts or {}))


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """The parts as a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def bomb(*, megabytes: int) -> bytes:
    """A workbook whose sheet is some kilobytes of zip and unpacks to that many megabytes."""
    return xlsx(parts={SHEET: b" " * (megabytes * 1_000_000)})


def lying(data: bytes, *, name: str, size: int) -> bytes:
    """The same zip file, with the unpacked size of one part stated as `size` in its contents."""
    changed = bytearray(data)
    encoded = name.encode()
    at = data.rindex(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(encoded)] != encoded:
        at = data.rindex(b"PK\x01\x02", 0, at)
    struct.pack_into("<I", changed, at + 24, size)
    return bytes(changed)


def ole(*, stream: str) -> bytes:
    """The head of an OLE file whose directory names one stream."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    directory = stream.encode("utf-16-le").ljust(128, b"\0")
    return head + directory.ljust(2048, b"\0")
