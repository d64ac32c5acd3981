"""Rules for Python files: who imports whom, what stands at the top, what a page may not do, where no clock ticks."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from tests.house.rule import Rule

SCRIPTS = {
    "app.py": "the server on one screen is what Streamlit runs",
    "pages/shared/menu.py": "the script that st.App runs for each visit",
}
REACHES_OUT_AT_IMPORT = {
    "open", "connect", "now", "today", "execute", "read_text", "read_bytes", "write_text", "mkdir", "create_engine",
    "read_csv", "system", "Popen", "check_output", "mkdtemp",
}  # fmt: skip
CLOCKS = {"now", "utcnow", "today", "localtime", "gmtime", "time_ns", "ctime"}
LOOKS_LIKE_SQL = re.compile(
    r"\s*(with\s+\w+\s+as\s*(materialized\s*)?\(|select\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|"
    r"create\s+(table|view)\s|drop\s+table\s|attach\s+')"
)
SIGN_IN_KEYS = {"roles", "username", "authentication_status"}
FETCHES = {"map", "Choropleth", "Choroplethmap", "Choroplethmapbox", "Scattergeo", "Scattermap", "Scattermapbox"}


def imports(path: str, text: str) -> Iterator[str]:
    """Dotted names of the modules a file imports, wherever in the file, relative ones made whole."""
    package = path.removesuffix(".py").split("/")[:-1]
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from ({base} | {f"{base}.{alias.name}" for alias in node.names if base})
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            yield from (str(name.value) for name in node.args[:1] if isinstance(name, ast.Constant))


def imports_none_of(*forbidden: str) -> Callable[[str, str], list[str]]:
    """Findings where a file imports one of these modules or anything inside it."""

    def finds(path: str, text: str) -> list[str]:
        wrong = {bad for name in imports(path, text) for bad in forbidden if name == bad or name.startswith(bad + ".")}
        return [f"imports {bad}" for bad in sorted(wrong)]

    return finds


def begins_with_a_docstring(_: str, text: str) -> list[str]:
    first = (ast.get_docstring(ast.parse(text)) or "").strip().split("\n")[0]
    if not text.lstrip("#!").startswith(('"""', 'r"""')) or not first:
        return ["the first line is not a docstring"]
    return (
        [] if first.endswith((".", "?", ":")) else [f"the first docstring line does not end as a sentence: {first!r}"]
    )


def nothing_runs_on_import(_: str, text: str) -> list[str]:
    """At the top stand definitions, imports and constants; a constant may be computed but not fetched."""
    return [f"line {node.lineno} runs on import" for node in _run_at_top(ast.parse(text).body)]


def _run_at_top(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) in {"__name__ == '__main__'", "TYPE_CHECKING"}:
            continue
        if isinstance(node, ast.Assign | ast.AnnAssign) and not _fetches(node):
            continue
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _called(node.value) == "add_typer":
            continue
        yield node


def _fetches(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    if any(isinstance(part, ast.Subscript) for target in targets for part in ast.walk(target)):
        return True
    calls = [call for call in _outside_lambdas(node) if isinstance(call, ast.Call)]
    return any(_called(call) in REACHES_OUT_AT_IMPORT for call in calls)


def _outside_lambdas(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Lambda):
            yield from _outside_lambdas(child)


def reads_no_clock(_: str, text: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and (
            node.attr in CLOCKS or (node.attr == "time" and ast.unparse(node.value) == "time")
        ):
            found.append(f"line {node.lineno} reads the clock ({ast.unparse(node)}); dates are passed in")
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "time"
            and {"time", *CLOCKS} & {a.name for a in node.names}
        ):
            found.append(f"line {node.lineno} takes the clock from the time module; dates are passed in")
    return found


def holds_no_sql(_: str, text: str) -> list[str]:
    found = [
        f"line {node.lineno} holds SQL text"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and (LOOKS_LIKE_SQL.match(node.value) or (node.value.isupper() and LOOKS_LIKE_SQL.match(node.value.lower())))
    ]
    return found + [
        f"line {node.lineno} calls {_called(node)}(…)"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and _called(node) in {"execute", "executemany", "read_sql", "sql"}
    ]


def names_nothing_get(_: str, text: str) -> list[str]:
    return [
        f"line {node.lineno} defines {node.name}: say what it gives, without get_"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.lstrip("_").startswith("get_")
    ]


def keeps_the_sign_in_keys(_: str, text: str) -> list[str]:
    return [
        f"line {keyword.value.lineno} gives a widget the key {keyword.value.value!r}, which the browser could then set"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "key" and isinstance(keyword.value, ast.Constant) and keyword.value.value in SIGN_IN_KEYS
    ]


def fetches_nothing(_: str, text: str) -> list[str]:
    """What would ask another host: world maps, map tiles, icons of a page by name."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in FETCHES and ast.unparse(node.value) in {"st", "go"}:
            found.append(f"line {node.lineno}: {ast.unparse(node)} fetches from another host")
        if isinstance(node, ast.keyword) and node.arg == "page_icon" and ":material" in ast.unparse(node.value):
            found.append(f"line {node.value.lineno}: a :material: page icon is fetched from another host")
    return found


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


RULES = (
    Rule(
        "data keeps and asks nobody above it",
        ("data/*.py",),
        imports_none_of("queries", "pages", "app", "streamlit", "plotly", "tests"),
        refuses=(
            ("data/sources/x.py", '"""X."""\nfrom queries.scope import Scope\n'),
            ("data/x.py", '"""X."""\ndef f():\n    import streamlit as st\n'),
            ("data/x.py", '"""X."""\nimport importlib\nimportlib.import_module("pages.shared")\n'),
        ),
        allows=(("data/x.py", '"""X."""\nfrom data.store import Store\nfrom .queriesque import y\n'),),
    ),
    Rule(
        "queries ask and know no page",
        ("queries/*.py",),
        imports_none_of("pages", "app", "streamlit", "plotly", "tests"),
        refuses=(("queries/caseload/x.py", '"""X."""\nfrom pages import shared\n'),),
        allows=(("queries/caseload/x.py", '"""X."""\nfrom data.store import Store\n'),),
    ),
    Rule(
        "statistics and disclosure are pure: values in, values out",
        ("queries/stats/*.py", "queries/disclosure/*.py"),
        imports_none_of("duckdb", "sqlalchemy", "data", "queries.ask", "queries.sql", "streamlit", "os", "socket"),
        refuses=(("queries/stats/x.py", '"""X."""\nimport duckdb\n'),),
        allows=(("queries/stats/x.py", '"""X."""\nimport math\nimport numpy as np\n'),),
    ),
    Rule(
        "pages hold no database",
        ("pages/*.py", "app.py"),
        imports_none_of("duckdb", "sqlalchemy", "sqlite3", "psycopg"),
        refuses=(("pages/review/x.py", '"""X."""\nfrom duckdb import connect\n'), ("app.py", "import duckdb\n")),
        allows=(("pages/review/x.py", '"""X."""\nimport streamlit as st\n'),),
    ),
    Rule(
        "documents are made without Streamlit",
        ("pages/documents/*.py",),
        imports_none_of("streamlit"),
        refuses=(("pages/documents/x.py", '"""X."""\nimport streamlit as st\n'),),
    ),
    Rule(
        "the server on one screen asks pages, nothing below",
        ("app.py",),
        imports_none_of("queries"),
        refuses=(("app.py", "from queries.ask import ask\n"),),
    ),
    Rule(
        "pages hold no SQL",
        ("pages/*.py", "app.py"),
        holds_no_sql,
        refuses=(
            ("pages/x/y.py", 'Q = "select case_id from cases"\n'),
            ("pages/x/y.py", 'Q = f"""\n  with late as (select 1) select {x} from late"""\n'),
            ("pages/x/y.py", "def f(con):\n    con.execute(text)\n"),
        ),
        allows=(("pages/x/y.py", 'A = "Select a team from the list"\nB = "selected from"\n'),),
    ),
    Rule(
        "every Python file begins by saying what it is",
        ("*.py",),
        begins_with_a_docstring,
        refuses=(
            ("data/x.py", "import os\n"),
            ("data/x.py", '# a comment\n"""Late."""\n'),
            ("data/x.py", '"""no sentence"""\n'),
        ),
        allows=(("data/x.py", '"""Says what it is."""\n'),),
    ),
    Rule(
        "nothing runs on import",
        ("data/*.py", "queries/*.py", "pages/*.py", "tests/*.py"),
        nothing_runs_on_import,
        refuses=(
            ("queries/x.py", 'import duckdb\ncon = duckdb.connect("x")\n'),
            ("queries/x.py", 'SQL = Path("x.sql").read_text()\n'),
            ("queries/x.py", "for one in range(3):\n    print(one)\n"),
            ("queries/x.py", 'os.environ["A"] = "b"\n'),
            ("pages/x.py", "main()\n"),
        ),
        allows=(
            ("queries/x.py", 'A = 3\n"""Why three."""\nB: int = max(1, 2)\nC = lambda: open("x")\n'),
            ("data/__main__.py", 'app = typer.Typer()\napp.add_typer(x)\nif __name__ == "__main__":\n    app()\n'),
        ),
        not_for=SCRIPTS,
    ),
    Rule(
        "no clock ticks in queries",
        ("queries/*.py",),
        reads_no_clock,
        refuses=(
            ("queries/x.py", "import datetime\ndef f():\n    return datetime.date.today()\n"),
            ("queries/x.py", "def f():\n    return datetime.now()\n"),
            ("queries/x.py", "import time\nSTART = time.time\n"),
            ("queries/x.py", "from time import time\n"),
        ),
        allows=(("queries/x.py", "def f(as_of, time):\n    return as_of, time.hour\n"),),
        not_for={"queries/__main__.py": "the command notes in the access log when it was asked"},
    ),
    Rule(
        "functions are named for what they give",
        ("data/*.py", "queries/*.py", "pages/*.py", "app.py"),
        names_nothing_get,
        refuses=(("data/x.py", "def get_cases():\n    pass\n"), ("data/x.py", "class A:\n    def _get_b(self): ...\n")),
        allows=(("data/x.py", "def cases():\n    return {}.get('a')\n"),),
    ),
    Rule(
        "no widget has a key that sign-in trusts",
        ("pages/*.py", "app.py"),
        keeps_the_sign_in_keys,
        refuses=(("pages/x.py", 'st.text_input("Name", key="username")\n'),),
        allows=(("pages/x.py", 'st.text_input("Name", key="account_name")\nsorted(x, key=len)\n'),),
    ),
    Rule(
        "pages draw nothing that is fetched from elsewhere",
        ("pages/*.py", "app.py"),
        fetches_nothing,
        refuses=(
            ("pages/x.py", "st.map(frame)\n"),
            ("pages/x.py", "go.Choropleth()\n"),
            ("pages/x.py", 'st.set_page_config(page_icon=":material/home:")\n'),
        ),
        allows=(("pages/x.py", "x = map(str, y)\nframe.map(str)\ngo.Scatter()\n"),),
    ),
    Rule(
        "figures are built by hand: plotly.express costs forty times as much",
        ("pages/*.py", "app.py"),
        imports_none_of("plotly.express"),
        refuses=(("pages/x.py", "import plotly.express as px\n"), ("pages/x.py", "from plotly import express\n")),
        allows=(("pages/x.py", "import plotly.graph_objects as go\n"),),
    ),
)
