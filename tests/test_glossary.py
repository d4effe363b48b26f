"""One word, one meaning: names of classes, and the words that the glossary explains."""

from __future__ import annotations

import ast
import re
from collections import Counter

from dashboard.paths import ROOT
from tests.sources import sources

TEXT = (ROOT / "dashboard" / "GLOSSARY.md").read_text(encoding="utf-8")
WORDS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| `(\w+)` \|$", TEXT, re.MULTILINE)
NAMES = [
    node.name
    for one in sources()
    for node in one.tree.body
    if isinstance(node, ast.ClassDef | ast.FunctionDef)
]


def test_no_public_class_of_one_name_stands_twice() -> None:
    classes = Counter(
        node.name
        for one in sources()
        for node in one.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, times in classes.items() if times > 1] == []


def test_every_word_of_the_glossary_is_a_name_of_the_code() -> None:
    assert 40 <= len(WORDS) <= 60
    assert [name for *_, name in WORDS if name not in NAMES] == []


def test_no_word_is_explained_twice_and_each_in_one_line() -> None:
    assert [word for word, times in Counter(word for word, *_ in WORDS).items() if times > 1] == []
    assert len(WORDS) + 2 == sum(line.startswith("| ") for line in TEXT.splitlines())
    assert all(10 < len(meaning) <= 100 for _, _, meaning, _ in WORDS)
