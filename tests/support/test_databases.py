"""The tests' own databases are what tests believe them to be."""

import pytest
from sqlalchemy import create_engine, inspect, text


@pytest.mark.db
def test_a_db_test_gets_a_fresh_database_of_each_kind(database_url: str, database_kind: str):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (id INTEGER PRIMARY KEY)"))
    assert engine.dialect.name == database_kind
    engine.dispose()


@pytest.mark.db
def test_nothing_of_another_test_is_left_in_it(database_url: str):
    engine = create_engine(database_url)
    assert "only_here" not in inspect(engine).get_table_names()
    engine.dispose()


def test_a_test_without_the_mark_runs_on_sqlite(database_url: str):
    assert database_url.startswith("sqlite:///")
