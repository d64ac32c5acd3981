"""Runs `python -m data` as a person does, on a store of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def data(*words: str, store: Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """What the command said and how it ended. Its store, workbook and keys are `store` and beside it."""
    return subprocess.run(
        [sys.executable, "-m", "data", *words],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "CASEBOARD_STORE": str(store), **environment},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
