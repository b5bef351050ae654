"""The search for garbage is put off, and goes on afterwards whatever happened."""

from __future__ import annotations

import gc

import pytest

from desktop.services.collecting import nothing_collected


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="nothing"), nothing_collected():
        assert not gc.isenabled()
        raise ValueError("nothing")
    assert gc.isenabled()


def test_where_it_was_off_before_it_stays_off() -> None:
    with nothing_collected():
        with nothing_collected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
