"""One writer, whole transactions, and a refusal for whoever comes second."""

import subprocess
import sys
from datetime import datetime

import pytest

from kpi.model import Body, BodyKind, Knowledge, MappingRule, Refusal
from kpi.store import registers, snapshot
from kpi.store.database import Store

BODY = Body("a", "A", BodyKind.MUNICIPALITY)


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path)
    yield opened
    opened.close()


def save_and_fail(store, fault):
    with store.transaction() as session:
        registers.save_body(session, BODY)
        raise fault


def test_nothing_of_a_transaction_that_fails_is_kept(store):
    with pytest.raises(RuntimeError):
        save_and_fail(store, RuntimeError())
    with store.reading() as session:
        assert registers.bodies(session) == []


def test_a_trial_sees_its_own_writes_and_keeps_nothing(store):
    version = store.data_version
    with store.transaction(keep=False) as session:
        registers.save_body(session, BODY)
        assert registers.bodies(session) == [BODY]
    with store.reading() as session:
        assert registers.bodies(session) == []
    assert store.data_version == version


def test_every_write_makes_a_new_data_version(store):
    before = store.data_version
    with store.transaction() as session:
        registers.save_body(session, BODY)
    assert store.data_version == before + 1


def test_a_second_process_is_refused_in_words(store):
    code = (
        "import sys; from pathlib import Path; from kpi.store.database import Store; from kpi.model import Refusal\n"
        "try: Store(Path(sys.argv[1]))\n"
        "except Refusal as refusal: print(refusal.code)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(store.home)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "store_in_use"


def test_a_store_of_another_version_is_refused(store):
    with store.transaction() as session:
        session.execute("UPDATE settings SET value = '0' WHERE name = 'schema'")
    store.close()
    with pytest.raises(Refusal) as refused:
        Store(store.home)
    assert refused.value.code == "store_of_another_version"


def test_later_knowledge_replaces_earlier_and_every_state_stays_readable(store):
    first = Knowledge(mapping=(MappingRule("Koffie", None, "15"), MappingRule("Loon", None, None, "salary")))
    second = Knowledge(mapping=(MappingRule(" koffie ", None, "1586"), MappingRule("loon", None)))
    with store.transaction() as session:
        one = registers.add_knowledge(session, "a", "map", "1.csv", "anna", datetime(2026, 1, 1), first)
        two = registers.add_knowledge(session, "a", "map", "2.csv", "anna", datetime(2026, 1, 2), second)
    with store.reading() as session:
        assert registers.knowledge(session, "a") == (two, Knowledge(mapping=(MappingRule(" koffie ", None, "1586"),)))
        assert registers.knowledge(session, "a", up_to=one) == (one, first)


def test_a_snapshot_is_read_back_and_replaced_whole(tmp_path):
    snapshot.publish(tmp_path, "b", [{"body": "b", "year": 2024}, {"body": "b", "year": 2025}])
    snapshot.publish(tmp_path, "a", [{"body": "a", "year": 2025}])
    snapshot.publish(tmp_path, "b", [{"body": "b", "year": 2026}])
    assert snapshot.read(tmp_path) == [{"body": "a", "year": 2025}, {"body": "b", "year": 2026}]


def test_stopping_during_a_query_stops_and_keeps_nothing(store):
    with pytest.raises(KeyboardInterrupt):
        save_and_fail(store, RuntimeError("Query interrupted"))  # as the engine says it
    with store.reading() as session:
        assert registers.bodies(session) == []
