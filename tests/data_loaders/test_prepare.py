import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from dashboard.errors import DatasetMismatchError
from dashboard.store.models.operation import StoreState
from dashboard.store.models.practice import Requirement
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.state import loading, read_state
from data_loaders.prepare import prepare, prepare_demo


def _demo(engine: Engine, *, rebuild: bool = False) -> list[str]:
    said: list[str] = []
    prepare_demo(engine, rebuild=rebuild, say=said.append)
    return said


def test_a_fresh_store_gets_schema_places_standards_and_circular(empty_engine: Engine) -> None:
    said = list(prepare(empty_engine))
    state = read_state(empty_engine)
    assert (state.dataset, state.revision, state.data_until) == ("production", 1, None)
    assert any("通报" in line and "新增或更改" in line for line in said)


def test_a_second_run_changes_nothing(empty_engine: Engine) -> None:
    list(prepare(empty_engine))
    said = list(prepare(empty_engine))
    assert read_state(empty_engine).revision == 1
    assert "没有变化" in said[-1]


def test_a_second_run_mends_what_differs_and_keeps_what_people_entered(
    empty_engine: Engine,
) -> None:
    list(prepare(empty_engine))
    with loading(empty_engine, dataset="production") as session:
        task = session.get_one(Requirement, 1)
        task.status, task.theme = "done", "改掉的主题"
    list(prepare(empty_engine))
    assert read_state(empty_engine).revision == 3
    with Session(empty_engine) as session:
        task = session.get_one(Requirement, 1)
        assert (task.status, task.theme != "改掉的主题") == ("done", True)


def test_a_demo_is_used_as_it_is_unless_it_is_to_be_rebuilt(empty_engine: Engine) -> None:
    assert "98家示例机构" in _demo(empty_engine)[-1]
    assert "直接使用" in _demo(empty_engine)[-1]
    assert read_state(empty_engine).revision == 1
    with loading(empty_engine, dataset="demo") as session:
        session.delete(session.get_one(PublicityActivity, 1))
    _demo(empty_engine, rebuild=True)
    state = read_state(empty_engine)
    assert (state.dataset, state.revision) == ("demo", 3)
    with Session(empty_engine) as session:
        assert session.query(PublicityActivity).count() == 344


def test_demo_and_production_never_meet(empty_engine: Engine) -> None:
    list(prepare(empty_engine))
    with pytest.raises(DatasetMismatchError, match="正式数据"):
        _demo(empty_engine)
    with pytest.raises(DatasetMismatchError, match="正式数据"):
        _demo(empty_engine, rebuild=True)
    assert read_state(empty_engine).revision == 1


def test_a_production_store_is_not_prepared_over_a_demo(demo_engine: Engine) -> None:
    before = read_state(demo_engine)
    with pytest.raises(DatasetMismatchError, match="演示数据"):
        list(prepare(demo_engine))
    assert read_state(demo_engine) == before


def test_tables_of_another_program_are_left_alone(empty_engine: Engine) -> None:
    with empty_engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_else (id integer)"))
    for prepared in (lambda: _demo(empty_engine), lambda: list(prepare(empty_engine))):
        with pytest.raises(DatasetMismatchError, match="somebody_else"):
            prepared()
    with Session(empty_engine) as session:
        assert session.get(StoreState, 1) is None


def test_rows_of_unknown_kind_are_left_alone(empty_engine: Engine) -> None:
    with Session(empty_engine) as session, session.begin():
        session.execute(
            text(
                "INSERT INTO district (code, name, short_name, kind, position)"
                " VALUES ('500101', '某区', '某', 'district', 1)"
            )
        )
    with pytest.raises(DatasetMismatchError, match="来历不明"):
        _demo(empty_engine)
