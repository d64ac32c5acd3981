"""The workbook as a place: who may read its file, several processes at once, and words for what goes wrong."""

from __future__ import annotations

import os
import signal
import sqlite3
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest
from sqlalchemy import String, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from data.workbook import access_log
from data.workbook.tables import account, metadata, schema_version
from data.workbook.versions import VERSION
from data.workbook.workbook import Workbook, WorkbookError
from tests.data.workbook.at_once import at_once, together

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def open_one_after_the_other(urls: list[str]) -> list[int]:
    counted = []
    for url in urls:
        together()
        counted.append(opened_and_closed(url))
    return counted


def opened_and_closed(url: str) -> int:
    with Workbook.open(url) as wb, wb.read() as con:
        return con.execute(select(func.count()).select_from(schema_version)).scalar_one()


def add_entries_and_raise_the_version(url: str, times: int) -> None:
    with Workbook.open(url) as wb:
        for _ in range(times):
            access_log.note(wb, "kim", "opened", "page:weekly_review", NOW)
            with wb.begin() as con:
                read = con.execute(select(account.c.version)).scalar_one()
                con.execute(update(account).values(version=account.c.version + 1))
                assert con.execute(select(account.c.version)).scalar_one() > read


def test_several_processes_open_a_new_workbook_at_once_and_make_it_once(workbook_url: str) -> None:
    assert at_once(opened_and_closed, workbook_url, processes=6) == [1] * 6


def write_and_never_end(url: str, written: Event) -> None:
    with Workbook.open(url) as wb, wb.begin() as con:
        con.execute(insert(schema_version).values(version=-1))
        written.set()
        signal.pause()


def test_a_process_that_is_killed_while_it_writes_leaves_nothing_behind_and_nobody_waiting(
    workbook_url: str, wb: Workbook
) -> None:
    context = get_context("spawn")
    written = context.Event()
    writer = context.Process(target=write_and_never_end, args=(workbook_url, written))
    writer.start()
    assert written.wait(timeout=120)
    writer.kill()
    writer.join()
    access_log.note(wb, "kim", "opened", "", NOW)
    with wb.read() as con:
        assert con.execute(select(schema_version.c.version)).scalars().all() == [VERSION]


@pytest.mark.parametrize("files", [15, pytest.param(400, marks=pytest.mark.soak)])
def test_a_new_file_is_never_found_locked(files: int, tmp_path: Path) -> None:
    """SQLite does not wait by itself while a file becomes a WAL file: about one opening in 500 failed."""
    urls = [f"sqlite:///{tmp_path / str(number)}.sqlite" for number in range(files)]
    assert at_once(open_one_after_the_other, urls, processes=8) == [[1] * files] * 8


@pytest.mark.parametrize(("processes", "times"), [(2, 60), pytest.param(6, 1000, marks=pytest.mark.soak)])
def test_processes_that_write_all_the_time_lose_nothing(
    processes: int, times: int, workbook_url: str, wb: Workbook
) -> None:
    with wb.begin() as con:
        row = {"name": "kim", "role": "manager", "password_hash": "x", "version": 0}
        con.execute(insert(account).values(**row, created_at=NOW, role_changed_at=NOW))
    at_once(add_entries_and_raise_the_version, workbook_url, times, processes=processes)
    with wb.read() as con:
        assert con.execute(select(account.c.version)).scalar_one() == processes * times
        assert con.execute(select(func.count()).select_from(access_log.access_log)).scalar_one() == processes * times


def test_what_fails_half_way_is_undone_as_a_whole(wb: Workbook) -> None:
    with pytest.raises(RuntimeError), wb.begin() as con:
        con.execute(insert(schema_version).values(version=-1))
        raise RuntimeError
    with wb.read() as con:
        assert con.execute(select(schema_version.c.version)).scalars().all() == [VERSION]


def test_who_reads_sees_one_moment_and_waits_for_no_writer(wb: Workbook) -> None:
    with wb.begin() as writing:
        writing.execute(insert(schema_version).values(version=-1))
        with wb.read() as reading:
            assert reading.execute(select(func.count()).select_from(schema_version)).scalar_one() == 1


def test_an_opening_waits_while_another_process_sets_the_file_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "workbook.sqlite"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    monkeypatch.setattr("data.workbook.workbook.WAIT_SECONDS", 0.06)
    monkeypatch.setattr("data.workbook.workbook.time.sleep", lambda _: other.rollback())
    assert opened_and_closed(f"sqlite:///{path}") == 1
    other.close()


def test_only_its_owner_may_read_the_file_and_what_lies_beside_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Workbook.open(f"sqlite:///{tmp_path / 'store' / 'workbook.sqlite'}") as wb:
            access_log.note(wb, "kim", "opened", "", NOW)
            modes = {one.name: one.stat().st_mode & 0o777 for one in (tmp_path / "store").iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(["workbook.sqlite", "workbook.sqlite-wal", "workbook.sqlite-shm"], 0o600)


def test_a_workbook_of_a_newer_caseboard_is_left_alone(workbook_url: str, wb: Workbook) -> None:
    with wb.begin() as con:
        con.execute(insert(schema_version).values(version=VERSION + 1))
    with pytest.raises(WorkbookError, match=r"newer than this Caseboard.*Update Caseboard.*left as it is"):
        Workbook.open(workbook_url)


def test_a_file_that_is_no_database_is_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "workbook.sqlite"
    path.write_text("minutes of a meeting, " * 100)
    with pytest.raises(WorkbookError, match=r"workbook\.sqlite cannot be used: file is not a database"):
        Workbook.open(f"sqlite:///{path}")
    assert path.read_text() == "minutes of a meeting, " * 100


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkbookError, match=r"cannot be opened .*nothing was changed"):
        Workbook.open(f"sqlite:///{tmp_path / 'file' / 'workbook.sqlite'}")


def test_a_server_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="cannot be used") as told:
        Workbook.open(f"postgres://kim:opensesame@/caseboard?host={tmp_path}")
    assert "opensesame" not in str(told.value)


@pytest.mark.parametrize(
    "url", ["", "workbook.sqlite", "sqlite://", "sqlite:///:memory:", "mysql://kim:opensesame@db/x", "sqlite+x:///a"]
)
def test_a_url_that_cannot_hold_a_workbook_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(WorkbookError, match=r"Give a URL like sqlite:.*nothing was changed") as told:
        Workbook.open(url)
    assert "opensesame" not in str(told.value)


def test_a_workbook_that_is_locked_for_good_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.workbook.workbook.WAIT_SECONDS", 0)
    path = tmp_path / "workbook.sqlite"
    with Workbook.open(f"sqlite:///{path}") as wb:
        stuck = sqlite3.connect(path, isolation_level=None)
        stuck.execute("begin immediate")
        with pytest.raises(WorkbookError, match="database is locked"):
            access_log.note(wb, "kim", "opened", "", NOW)
        stuck.execute("rollback")
        access_log.note(wb, "kim", "opened", "", NOW)
        stuck.close()


def test_a_server_that_was_started_again_is_reached_again(postgres_url: str) -> None:
    """What was in the middle of something is told; whoever comes later notices nothing."""
    others = "pid <> pg_backend_pid() and datname = current_database()"
    hang_up = text(f"select pg_terminate_backend(pid) from pg_stat_activity where {others}")
    with Workbook.open(postgres_url) as wb, Workbook.open(postgres_url) as other:
        access_log.note(wb, "kim", "opened", "", NOW)
        with other.begin() as con:
            con.execute(hang_up)
        access_log.note(wb, "kim", "opened", "", NOW)
        with pytest.raises(WorkbookError, match="cannot be used"), wb.begin() as con:
            con.execute(text("select pg_terminate_backend(pg_backend_pid())"))
        access_log.note(wb, "kim", "opened", "", NOW)


def test_no_column_can_hold_free_text() -> None:
    """Names, codes, keys and hashes are short; a note would need room."""
    texts = [one for table in metadata.sorted_tables for one in table.columns if isinstance(one.type, String)]
    assert texts
    assert [one for one in texts if one.type.length is None or one.type.length > 120] == []


def test_what_was_being_written_is_not_repeated_in_an_error(wb: Workbook) -> None:
    row = {"name": "kim", "role": "boss", "password_hash": "a-secret-hash", "version": 0}
    with pytest.raises(IntegrityError) as told, wb.begin() as con:
        con.execute(insert(account).values(**row, created_at=NOW, role_changed_at=NOW))
    assert "a-secret-hash" not in str(told.value).split("DETAIL")[0]


def test_a_moment_without_a_time_zone_is_refused_and_one_of_elsewhere_is_kept_as_utc(wb: Workbook) -> None:
    with pytest.raises(Exception, match="no time zone"):
        access_log.note(wb, "kim", "opened", "", NOW.replace(tzinfo=None))
    summer = datetime.fromisoformat("2026-07-01T01:30:00+02:00")
    access_log.note(wb, "kim", "opened", "", summer)
    (entry,) = access_log.entries(wb, since=summer, before=NOW)
    assert entry.noted_at == summer
    assert entry.noted_at.isoformat() == "2026-06-30T23:30:00+00:00"
