"""The list of what a centre may have: read with care, and nothing is absent that nobody spoke of."""

import pytest

from desktop.clinical.centre import Centre, ServiceList
from desktop.clinical.errors import RuleFileError
from resources import read_text

HEAD = '[sources]\nA = "a source"\n'
ITEM = '[[item]]\nid = "scan"\ngroup = "Imaging"\nwords = "a scan"\nsource = ["A"]\n'


def test_nothing_said_is_not_absent() -> None:
    listed = ServiceList.parse(HEAD + ITEM + ITEM.replace("scan", "test"))
    assert Centre().absent(listed) == ()
    assert Centre({"scan": True, "test": False}, "proton therapy").absent(listed) == ("a test", "proton therapy")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + ITEM + ITEM, "same id"),
        (ITEM, "not in \\[sources\\]"),
        (HEAD + ITEM.replace("words", "word"), 'item "scan": "word" is no key'),
        ("[", "TOML"),
    ],
)
def test_refuses_in_words(text: str, told: str) -> None:
    with pytest.raises(RuleFileError, match=told):
        ServiceList.parse(text)


def test_every_fact_of_the_shipped_list_is_one_of_the_record() -> None:
    from desktop.clinical.editing import FIELDS

    shipped = ServiceList.parse(read_text("centre/services.toml"))
    assert {fact for one in shipped.services for fact in one.facts} <= set(FIELDS)
    assert "131I-MIBG therapy" in {one.words for one in shipped.services}
