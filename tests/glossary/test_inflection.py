"""Forms of one word come to one key; other words do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.inflection import fold, key_of, number_free

SAME = [
    ("en", "area areas Areas AREA"),
    ("en", "refinery refineries"),
    ("en", "process processes"),
    ("en", "child children"),
    ("fr", "minier minière miniers minières MINIERES"),
    ("fr", "artisanal artisanale artisanaux artisanales"),
    ("fr", "affecté affectée affectés affectées"),
    ("fr", "niveau niveaux"),
    ("fr", "lanceur lanceurs lanceuse lanceuses"),
    ("fr", "actif active actives"),
    ("es", "zona zonas ZONA"),
    ("es", "inspección inspecciones"),
    ("es", "país países"),
    ("es", "minero minera mineros mineras"),
    ("es", "relave relaves"),
    ("es", "capaz capaces"),
    ("es", "alcance alcances"),
    ("de", "Mine Minen"),
    ("qu", "mina MINA"),
]
OTHER = [
    ("en", "mining", "mine"),
    ("en", "refining", "refined"),
    ("en", "trace", "traceability"),
    ("en", "status", "statu"),
    ("fr", "marché", "marche"),
    ("fr", "traçabilité", "traçable"),
    ("es", "minería", "minero"),
    ("es", "público", "publicó"),
    ("es", "caña", "cana"),
]


@pytest.mark.parametrize(("language", "forms"), SAME)
def test_forms_of_one_word_are_the_same(language, forms):
    assert len({key_of(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(("language", "one", "other"), OTHER)
def test_other_words_are_others(language, one, other):
    assert key_of(one, language) != key_of(other, language)


def test_a_word_alone_keeps_its_gender():
    assert number_free("oro", "es") != number_free("ora", "es")
    assert number_free("audit", "fr") != number_free("audite", "fr")
    assert number_free("oros", "es") == number_free("oro", "es")


def test_a_regional_tag_follows_its_language():
    assert key_of("zonas", "es-MX") == key_of("zona", "es")


@given(st.text(max_size=20), st.sampled_from(["en", "fr", "es", "de", "ar", "qu"]))
def test_any_word_has_a_key_whatever_its_case(word, language):
    assert isinstance(key_of(word, language), str)
    assert fold(fold(word)) == fold(word)
