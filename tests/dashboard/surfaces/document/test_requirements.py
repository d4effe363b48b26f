from dataclasses import replace

from dashboard.briefings.snapshot import Snapshot, sealed
from dashboard.surfaces.document.requirements import requirements
from tests.briefings import snapshot_of


def text_of(snapshot: Snapshot) -> str:
    return "\n".join(
        "".join(piece.text for piece in pieces)
        for _, sentences in requirements(snapshot)
        for pieces in sentences
    )


def test_figures_above_zero_give_reason_to_ask(leadership: Snapshot) -> None:
    said = text_of(leadership)
    assert "超期未整改的27项问题" in said
    assert "正在整改的6家机构" in said


def test_no_figure_gives_no_sentence() -> None:
    assert text_of(snapshot_of()) == "（本快照没有可据以提出要求的数字，请据实填写。）"


def test_the_circulars_own_requirements_are_taken_over(leadership: Snapshot) -> None:
    heads = [head for head, _ in requirements(leadership)]
    assert heads == ["抓好问题整改"]
    section = replace(leadership.sections[0], section="data/data-requirements")
    assert len(list(requirements(sealed(replace(leadership, sections=(section,)))))) == 1
