from dashboard.metrics import headings
from dashboard.metrics.facts import FACTS
from dashboard.store.models import Base


def test_every_column_of_a_fact_has_a_chinese_head() -> None:
    tables = {fact.row_id.parent.mapper.local_table for fact in FACTS.values()}  # type: ignore[union-attr]
    shared = {"id", "batch_id", "source_sheet", "source_row"}
    named_elsewhere = {"district_id", "institution_id", "exam_site_id"}
    columns = {
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if column.name not in shared | named_elsewhere
    }
    assert columns == set(headings.HEADINGS)


def test_words_are_those_of_the_database_constraints() -> None:
    for name, words in headings.WORDS.items():
        table, column = name.split(".")
        rules = [
            str(rule.sqltext)
            for rule in Base.metadata.tables[table].constraints
            if hasattr(rule, "sqltext")
        ]
        stated = {
            key
            for rule in rules
            if rule.startswith((f"{column} IN", f"{column} IS NULL OR"))
            for key in words
            if f"'{key}'" in rule
        }
        assert stated in (set(words), set())
