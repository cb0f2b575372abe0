"""A receipt can be read aloud, mistyped and guessed at; it gives nothing away."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations import receipts

KEYS = st.uuids()


@given(KEYS)
def test_a_code_is_made_again_from_the_key_and_reads_back(key):
    code = receipts.code_for(key)
    assert code == receipts.code_for(key)
    assert receipts.parse(code) == code
    assert len(code) == 24
    assert code.count("-") == 4


@given(KEYS)
def test_case_spaces_and_misread_letters_do_not_matter(key):
    code = receipts.code_for(key)
    assert receipts.parse(f"  {code.lower().replace('-', ' ')} ") == code
    assert receipts.parse(code.replace("0", "O").replace("1", "l")) == code
    assert receipts.parse(code.replace("-", "\u2011")) == code


@given(KEYS, st.integers(0, receipts.LENGTH), st.sampled_from(receipts.ALPHABET))
def test_a_single_wrong_character_is_noticed(key, place, other):
    plain = receipts.code_for(key).replace("-", "")
    if plain[place] != other:
        assert receipts.parse(plain[:place] + other + plain[place + 1 :]) is None


@given(KEYS, st.integers(0, receipts.LENGTH - 1))
def test_two_swapped_neighbours_are_noticed(key, place):
    plain = receipts.code_for(key).replace("-", "")
    swapped = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if swapped != plain:
        assert receipts.parse(swapped) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_never_breaks_the_reader(typed):
    parsed = receipts.parse(typed)
    assert parsed is None or receipts.parse(parsed) == parsed


def test_a_code_holds_at_least_eighty_bits_and_depends_on_the_secret(settings):
    key = uuid.uuid4()
    code, pin = receipts.code_for(key), receipts.pin_for(key)
    assert receipts.LENGTH * 5 >= 80
    settings.SECRET_KEY = "another"
    assert receipts.code_for(key) != code
    assert len(pin) == receipts.PIN_DIGITS
    assert pin.isdigit()


@pytest.mark.parametrize("typed", ["", "7Q4K", "7Q4K-2TXM-H9VD-C3A8-K2FU", "é" * 20])
def test_what_cannot_be_a_code_is_none(typed):
    assert receipts.parse(typed) is None


def test_the_stored_pin_needs_the_code():
    code, pin = receipts.code_for(uuid.UUID(int=1)), receipts.pin_for(uuid.UUID(int=1))
    kept = receipts.stored_pin(code, pin)
    assert receipts.is_pin(code, f" {pin[:3]} {pin[3:]} ", kept)
    assert not receipts.is_pin(code, "000000" if pin != "000000" else "000001", kept)
    assert kept != receipts.stored_pin(receipts.code_for(uuid.UUID(int=2)), pin)
