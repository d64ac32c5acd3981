"""The rules of the house, held by machine."""


def test_the_house_has_three_rooms() -> None:
    from tests.conftest import ROOT

    assert all((ROOT / room / "__init__.py").is_file() for room in ("data", "queries", "pages"))
