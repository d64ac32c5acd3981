"""Runs one function in several processes at the same moment, as several servers on one workbook would."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from typing import Any

_together: list[Barrier] = []


def at_once(function: Callable[..., Any], *arguments: Any, processes: int = 4) -> list[Any]:
    """What each of them returned. The function must stand at the top of a module; all begin when all are ready."""
    context = get_context("spawn")
    barrier = context.Barrier(processes)
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_meet, initargs=(barrier,)) as pool:
        return [one.result() for one in [pool.submit(_begin, function, arguments) for _ in range(processes)]]


def _meet(barrier: Barrier) -> None:
    _together.append(barrier)


def together() -> None:
    """Wait until every process has come here; a function may ask for it again between its steps."""
    _together[0].wait(timeout=120)


def _begin(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    together()
    return function(*arguments)
