"""A copy of Caseboard whose pages say that they ran, and show every key they can reach: for what must never happen."""

from __future__ import annotations

import shutil
from pathlib import Path

from pages.shared.pages import PAGES
from tests.conftest import ROOT

PAGE = '''"""A page that leaves a trace when it runs, shows what it reaches and offers it as files."""

import os
from pathlib import Path

import streamlit as st


def page(ask):
    (Path(os.environ["CASEBOARD_STORE"]).parent / "ran" / __name__).touch()
    answer = ask("canary_cases")
    shown = " ".join([*answer.rows["case_id"], *answer.rows["person_id"]])
    st.title("Canary")
    st.text(f"ran {__name__} {shown}")
    st.download_button("At once", shown, "at-once.txt")
    st.download_button("When pressed", lambda: shown + " when pressed", "when-pressed.txt")

    @st.fragment
    def part():
        st.button("Again")
        st.text("part " + " ".join(ask("canary_cases").rows["case_id"]))

    part()
    if st.query_params.get("fail"):
        raise RuntimeError(f"a secret of the program, and {shown}")
'''
SQL = """-- Which cases does this reader reach?
-- Grain: one row a case.
select c.case_id, c.person_id from cases c order by c.case_id, c.person_id
"""
QUESTION = '''"""Which cases does this reader reach?"""

DEFINITION = "Every case within reach."
LISTS_PEOPLE = True
'''
SECRET = '''"""A page directly in pages/: Streamlit would run it for anybody who asks, if it looked there."""
import os
from pathlib import Path

(Path(os.environ["CASEBOARD_STORE"]).parent / "ran" / "secret").touch()
'''


def canary(folder: Path) -> Path:
    """The copy's app.py. Its pages touch `ran/<module>` beside the store; a page `secret` stands where none may."""
    copy = folder / "copy"
    for part in ("pages", "queries", "data", ".streamlit"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("store", "store-keys", "__pycache__"))
    shutil.copy(ROOT / "app.py", copy / "app.py")
    for entry in PAGES:
        module = copy / Path(*entry.module.split(".")).with_suffix(".py")
        module.parent.mkdir(exist_ok=True)
        module.write_text(PAGE, encoding="utf-8")
        (module.parent / "__init__.py").touch()
    (copy / "queries/caseload/canary_cases.py").write_text(QUESTION, encoding="utf-8")
    (copy / "queries/caseload/canary_cases.sql").write_text(SQL, encoding="utf-8")
    for at in ("pages", "pages/shared"):
        (copy / at / "secret.py").write_text(SECRET, encoding="utf-8")
    (folder / "ran").mkdir()
    return copy / "app.py"
