"""Passphrases: length and a block list, no composition rules; whatever is accepted opens, however it was typed."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from unicodedata import normalize
from uuid import uuid4

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.errors import WrongKeyError
from db.guessing import guess
from db.keys import NO_SECRET, new_data_key, unwrap, wrap
from db.passphrases import LEAST, MOST, refuse_weak, why_weak
from desktop.clinical.errors import UserError

SECRET = "nine violet otters sing"
FORMS = ("NFC", "NFD", "NFKC", "NFKD")


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "fourteen chars",
        "fifteen letters",
        "aaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaab",
        "abcabcabcabcabcabc",
        "Password Password",
        "password1234567",
        "P4ssw0rd P4ssw0rd!",
        "letmein letmein letmein",
        "changeme-changeme-1",
        "123456789012345",
        "abcdefghijklmnopqrstuvwxyz",
        "qwertyuiopasdfghjkl",
        "1qaz2wsx3edc4rfv",
        "12.03.1984 14.05.1986",
        "this is my passphrase",
        "correct horse battery staple",
        "These children do not exist",
        "Neuroblastoma Board",
        "neuroblastoma tumour board",
        "Crestboard administrator",
        "St Elsewhere 2026 Ana Pérez",
        "esrever drowssap",
        "!!!!!!!!!!!!!!!!!!!!",
        " " * 20,
        "x" * 2000,
    ],
)
def test_weak_passphrases_are_refused(weak: str) -> None:
    with pytest.raises(UserError, match=r"^The passphrase [^.]+\.$") as told:
        refuse_weak(weak, "St Elsewhere", "Ana Pérez")
    assert not weak.strip() or weak not in str(told.value)


@pytest.mark.parametrize(
    "good",
    [
        SECRET,
        "seven herons wade at dusk",
        "violetotterssing",
        "ñandú ñandú ema choique",
        "密码短语密码短语一二三四五六七八",
        'x!?-#+*~&%$§"/()=',
        "8261 7740 2953 1186 42",
        f"password password {SECRET}",
        f"Ana Pérez {SECRET}",
    ],
)
def test_long_passphrases_of_any_composition_are_accepted(good: str) -> None:
    assert why_weak(good, "St Elsewhere", "Ana Pérez") == ""


@pytest.mark.parametrize(
    ("weak", "words"),
    [
        ("Zztest Ward Ada coordinator", "people here"),
        ("ward of Ada Zztest", "people here"),
        ("abcabcabcabcabcabc", "repeats one piece"),
        ("qwertyuiop[]asdfg", "row of keys"),
        ("12.03.1984 14.05.1986", "dates"),
        ("password iloveyou", "known passwords"),
    ],
)
def test_it_is_said_what_is_wrong_with_it(weak: str, words: str) -> None:
    assert words in why_weak(weak, "Zztest Ward", "Ada Zztest")


def test_names_of_board_and_person_count_as_known() -> None:
    assert not why_weak("Quibblethwaite Zanzibar", "Ward")
    assert why_weak("Quibblethwaite Zanzibar", "Quibblethwaite", "Zanzibar")
    # and are forgotten again
    assert not why_weak("Quibblethwaite Zanzibar", "Ward")


def test_judging_is_bounded_for_the_longest_and_the_oddest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its reading of signs as letters and its repetitions are not called: they take seconds on some input."""
    from zxcvbn import matching

    def slow(*_given: object, **_named: object) -> None:
        raise AssertionError

    read: list[int] = []
    plain = matching.dictionary_match

    def counting(text: str, *lists: object, **named: object) -> object:
        read.append(len(text))
        return plain(text, *lists, **named)

    for name in ("l33t_match", "repeat_match", "omnimatch"):
        monkeypatch.setattr(matching, name, slow)
    monkeypatch.setattr(matching, "dictionary_match", counting)
    for text in ("4@8({[<369&1!|7$5+%2" * 51, "a" * MOST, "ab1 " * 256, "".join(map(chr, range(33, 33 + 1000)))):
        why_weak(text)
    # the square of the length is what takes time
    assert max(read) <= 64
    assert len(read) <= 4 * 2 * 4 * 5


@given(st.text(max_size=MOST))
@settings(max_examples=60, deadline=None)
@example("4@8({[<369&1!|7$5+%2" * 51)
@example("\x00" * LEAST)
def test_any_text_is_judged_in_one_sentence(text: str) -> None:
    told = why_weak(text, "St Elsewhere", "Ana Pérez")
    assert told == "" or (told.startswith("The passphrase ") and told.endswith(".") and "\n" not in told)


@given(st.lists(st.sampled_from(["otter", "violet", "heron", "ñandú", "ﬁnch", "Ａlpha", "é", "Å", "密码"]), min_size=1))
@settings(max_examples=50, deadline=None)
def test_a_judgement_is_the_same_for_all_ways_to_type_the_accents(words: list[str]) -> None:
    text = " ".join(words)
    assert len({why_weak(normalize(form, text)) for form in FORMS}) == 1


ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=LEAST, max_size=60)


@given(ANY, st.sampled_from(FORMS))
@settings(max_examples=50, deadline=None)
@example("ñandú ﬁnch Åse wade at dusk", "NFD")
def test_any_accepted_passphrase_opens_however_its_accents_are_typed(passphrase: str, form: str) -> None:
    if why_weak(passphrase):
        return
    key, board = new_data_key(), uuid4()
    slot = wrap(key, passphrase, board, uuid4(), "Zztest", NO_SECRET)
    assert unwrap(slot, normalize(form, passphrase), board) == key
    for other in (passphrase[:-1], passphrase + "x", passphrase.swapcase() + "!"):
        with pytest.raises(WrongKeyError):
            unwrap(slot, other, board)


@given(st.text("abcdefghij ", min_size=1, max_size=20))
@settings(max_examples=25, deadline=None)
def test_repeating_something_makes_it_hardly_harder(text: str) -> None:
    powers = [guess(text * times).power for times in (4, 8, 12)]
    assert all(after <= before + 1.5 for before, after in pairwise(powers))


def test_opening_a_board_does_not_load_the_lists() -> None:
    call = "import sys, desktop.services.boards, desktop.services.board_keys; sys.exit('zxcvbn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", call], check=False).returncode == 0
