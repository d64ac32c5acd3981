"""How facts about a snapshot are said: where it came from, how its keys were made, how alike people are in it."""

from __future__ import annotations

from pages.shared import words

SOURCES = {
    "demo": "the synthetic agency, made here and not imported",
    "caseboard": "Caseboard's own tables",
    "hmis_csv": "a HUD HMIS CSV export",
}
PSEUDONYMS = {
    "random": "random; the look-up lies beside the store, never inside it",
    "hmac": "made from the source's keys with a secret (HMAC-SHA256)",
    "synthetic": "made up: there is nobody to look up",
}


def source(kind: str) -> str:
    """Where the data came from; a kind that has no words yet is named as it is."""
    return SOURCES.get(kind, kind)


def pseudonyms(scheme: object) -> str:
    """How keys were made."""
    return words.NOT_RECORDED if words.is_missing(scheme) else PSEUDONYMS.get(str(scheme), str(scheme))


def smallest_group(people: object, under_5: object, under_11: object) -> str:
    """What the smallest group means for the people in it."""
    alike = "age band, gender, place, language and household size"
    if words.is_missing(people):
        return "There are no people in this data, so nobody can be recognised."
    if int(people) == 1:  # type: ignore[call-overload]
        first = f"At least one person is the only one with their {alike}: whoever knows these five things finds them."
    else:
        first = f"The fewest people who share {alike} are {people}."
    shares = (
        f"{words.percent(under_5 or 0)} of people share them with fewer than four others, "
        f"{words.percent(under_11 or 0)} with fewer than ten others."
    )
    return f"{first} {shares}"
