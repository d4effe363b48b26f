"""The commands that bring ledgers in and out, as a clerk and as a program call them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import cli
from dashboard.commands import ledgers
from dashboard.settings import settings
from tests.handed_in import INSTITUTIONS, REVIEWS, SCHOOL, TODAY, changed, sheet

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `oversight` on a fresh store: exit code, what it printed, what it complained of."""
    monkeypatch.setenv("OVERSIGHT_DATABASE_URL", f"sqlite:///{tmp_path / 'store.db'}")
    monkeypatch.setenv("OVERSIGHT_TODAY", TODAY.isoformat())

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["oversight", *arguments])
        settings.cache_clear()
        with pytest.raises(SystemExit) as ended:
            cli.run()
        settings.cache_clear()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    assert call("init")[0] == 0
    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a district's workbooks lie."""
    made = tmp_path / "台账"
    made.mkdir()
    return made


def _hand_in(folder: Path, ledger: str, rows: list[dict[str, str]]) -> None:
    upload = sheet(ledger, rows)
    assert isinstance(upload.content, bytes)
    (folder / upload.name).write_bytes(upload.content)


def test_a_folder_is_tried_loaded_listed_and_undone(run: Run, folder: Path) -> None:
    _hand_in(folder, "institutions", [dict(row) for row in INSTITUTIONS])
    code, out, _ = run("load", str(folder), "--dry-run")
    assert (code, "试运行，没有写入：将新增2行" in out) == (0, True)
    code, out, _ = run("load", str(folder), "--by", "张三")
    assert (code, "已导入（第1次导入，批次1）：新增2行" in out) == (0, True)
    code, out, _ = run("load", str(folder))
    assert (code, "没有变化，数据版本不变" in out) == (0, True)
    code, out, _ = run("batches")
    assert (code, "机构台账.csv：新增2" in out, "张三" in out) == (0, True, True)
    _, out, _ = run("batches", "--format", "json")
    (batch,) = json.loads(out)["batches"]
    assert (batch["by"], batch["added"], batch["status"]) == ("张三", 2, "loaded")
    code, out, _ = run("undo", "1", "--by", "李四")
    assert (code, "删除2条记录" in out) == (0, True)
    code, _, err = run("undo", "1")
    assert (code, "由李四撤销" in err) == (1, True)


def test_refused_rows_are_explained_and_marked(run: Run, folder: Path, tmp_path: Path) -> None:
    _hand_in(folder, "institutions", changed(INSTITUTIONS, 1, 成立日期="去年"))
    marked = tmp_path / "退回"
    code, out, _ = run("load", str(folder), "--marked", str(marked))
    assert code == 1
    assert "拒绝 机构台账.csv第3行“成立日期”列（去年）" in out
    assert "没有导入：1行不能导入" in out
    assert sorted(one.name for one in marked.iterdir()) == [
        "机构台账（已标注）.xlsx",
        "问题清单.csv",
    ]
    code, out, _ = run("load", str(folder), "--format", "json")
    told = json.loads(out)
    assert (code, told["result"], told["rows"]["refused"]) == (1, "refused", 1)
    assert [one["row"] for one in told["problems"]] == [3]
    code, out, _ = run("load", str(folder), "--partial", "--format", "json")
    told = json.loads(out)
    assert (code, told["result"], told["rows"]["added"]) == (0, "loaded", 1)


@pytest.mark.parametrize(
    "text",
    [
        "区县  渠道  名称  日期\n万州区  其他  讲座  2024-09-01\n",
        "区縣,渠道,名稱\n渝北區,其他,講座\n",
        "\n\n，，\n",
    ],
)
def test_a_file_of_which_nothing_is_read_is_no_success_even_beside_good_ones(
    run: Run, folder: Path, text: str
) -> None:
    (folder / "说明.csv").write_text(text, encoding="utf-8")
    for _ in range(2):
        code, out, _ = run("load", str(folder))
        assert (code, text.split()[0][:2] in out) == (1, True)
        _hand_in(folder, "institutions", [dict(row) for row in INSTITUTIONS])


def test_questions_are_answered_from_a_file(run: Run, folder: Path, tmp_path: Path) -> None:
    _hand_in(folder, "institutions", [dict(row) for row in INSTITUTIONS])
    _hand_in(folder, "reviews", changed(REVIEWS, 0, 机构名称=f"{SCHOOL}有限公司"))
    code, out, _ = run("load", str(folder), "--format", "json")
    (question,) = json.loads(out)["questions"]
    assert code == 1
    answers = tmp_path / "答案.json"
    answers.write_text(
        json.dumps({question["key"]: question["options"][0]["answer"]}), encoding="utf-8"
    )
    assert run("load", str(folder), "--answers", str(answers))[0] == 0
    answers.write_text("[]", encoding="utf-8")
    code, _, err = run("load", str(folder), "--answers", str(answers))
    assert (code, "答案文件应是一个JSON对象" in err) == (2, True)


def test_a_sheet_of_its_own_make_is_mapped_through_answers(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """Round by round the listing asks, and the next file of the sender asks nothing."""
    lines = ["渝北区摸底,,,", "校名,坐得下,挂牌,门牌", "渝北新学校,120,有,一号"]
    (folder / "十月.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    answers = tmp_path / "答案.json"
    meant = {"是哪种台账": "institutions", "校名": "name", "坐得下": "theory_seats"}
    given: dict[str, str] = {}
    for _ in range(3):
        answers.write_text(json.dumps(given), encoding="utf-8")
        _, out, _ = run(
            *("load", str(folder), "--dry-run", "--format", "json", "--answers", str(answers))
        )
        told = json.loads(out)
        for question in told["questions"]:
            answer = next((one for word, one in meant.items() if word in question["text"]), "-")
            assert answer in [option["answer"] for option in question["options"]]
            given[question["key"]] = answer
    assert (told["result"], told["questions"]) == ("previewed", [])
    (file,) = told["files"]
    (row,) = file["shown"]
    assert {"column": "理论座位数", "raw": "120", "stored": "120个"} in row["cells"]
    assert row["left"] == {"挂牌": "有", "门牌": "一号"}
    assert file["sums"] == [{"column": "理论座位数", "added": "120个", "before": "—", "after": "—"}]
    assert run("load", str(folder), "--answers", str(answers))[0] == 0
    lines[2] = "安达职业学院,80,有,二号"
    (folder / "十月.csv").rename(folder / "十一月.csv")
    (folder / "十一月.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    code, out, _ = run("load", str(folder))
    assert (code, "新增1行" in out) == (0, True)
    assert "第3行新增" in out
    assert "理论座位数 80个（表中：80）" in out
    assert "合计：理论座位数 新增80个" in out


def test_a_ledger_that_is_told_is_asked_for_its_columns(run: Run, folder: Path) -> None:
    text = "渝北区摸底,,\n校名,坐得下,挂牌\n渝北新学校,120,有"
    (folder / "十月.csv").write_text(text, encoding="utf-8-sig")
    code, out, _ = run("load", str(folder), "--ledger", "机构台账", "--dry-run")
    assert code == 1
    assert "待确认（1处）：渝北区机构台账的列名“校名”是哪一列？" in out
    assert "    name：机构名称" in out


def test_what_is_not_there_is_said(run: Run, folder: Path) -> None:
    assert run("load", str(folder / "没有"))[0] == 2
    _hand_in(folder, "institutions", [dict(row) for row in INSTITUTIONS])
    code, _, err = run("load", str(folder), "--ledger", "流水账")
    assert (code, "没有名为“流水账”的台账" in err) == (2, True)
    assert run("load", str(folder), "--ledger", "机构台账", "--dry-run")[0] == 0


def test_templates_and_ledgers_are_written(run: Run, folder: Path, tmp_path: Path) -> None:
    code, out, _ = run("template", "问题台账", "--folder", str(tmp_path))
    assert (code, Path(out.strip()).name) == (0, "问题台账模板.xlsx")
    assert Path(out.strip()).stat().st_size > 5_000
    assert run("template", "--folder", str(tmp_path))[0] == 0
    assert run("template", "流水账")[0] == 2
    _hand_in(folder, "institutions", [dict(row) for row in INSTITUTIONS])
    run("load", str(folder))
    assert run("export", str(tmp_path / "导出"))[0] == 0
    assert (tmp_path / "导出" / "渝北区台账.xlsx").exists()
    assert run("load", str(tmp_path / "导出"), "--dry-run")[1].strip().endswith("数据版本不变")


def test_every_command_is_registered() -> None:
    assert {"load", "batches", "undo", "template", "export"} <= {
        one.callback.__name__ for one in cli.app.registered_commands if one.callback
    }
    assert ledgers.load.__doc__
