"""How long an import of Caseboard's own tables takes, step by step, and how much memory. CASES=1000000 for a state."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from data.demo.make import USUAL_DATA_DATE, make_demo
from data.store import Store
from tests.conftest import ROOT
from tests.data.export import export

CASES = int(os.environ.get("CASES", "20000"))
IMPORT = """
import resource, sys, time
from data.__main__ import app
from data.command_line import imports

begun = last = time.perf_counter()

def timed(words):
    global last
    now = time.perf_counter()
    print(f"+{now - last:.1f} s", file=sys.stderr)
    print(words, end=" ", file=sys.stderr)
    last = now

imports.progress = timed
try:
    app()
finally:
    timed("")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    print(f"{time.perf_counter() - begun:.1f} s in all, {peak:.0f} MB at most", file=sys.stderr)
"""


@pytest.mark.bench
def test_an_import_step_by_step(tmp_path: Path) -> None:
    made = make_demo(Store(tmp_path / "demo"), cases=CASES)
    source = export(made.path, tmp_path / "in", USUAL_DATA_DATE)
    size = sum(path.stat().st_size for path in source.iterdir())
    told = subprocess.run(
        [sys.executable, "-c", IMPORT, "import", str(source), "--store", str(tmp_path / "store")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = told.stderr.strip().splitlines()
    slow = [line for line in lines if (took := re.search(r"\+([\d.]+) s$", line)) and float(took[1]) >= 0.5]
    print(f"\n{CASES:,} cases, {size / 1e6:,.0f} MB of CSV", *slow, lines[-1], sep="\n")
