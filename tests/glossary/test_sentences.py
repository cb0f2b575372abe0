"""How well terms are found, measured on sentences that a person has marked."""

from collections import Counter

import pytest

from tests.glossary.marked import LANGUAGES, lines, read, score, sentences

PRECISION, RECALL = 0.97, 0.93


def test_a_mark_says_which_words_name_which_term():
    sentence = read("Every {smelter|smelter} has a gate.", "en")
    assert sentence.text == "Every smelter has a gate."
    assert sentence.mentions == {(6, 13, "smelter")}


def test_there_are_enough_sentences_half_of_them_held_out_and_many_without_a_term():
    every = sentences()
    held_out = [one for one in every if one.is_held_out]
    assert len(every) >= 240
    assert len(set(every)) == len(every)
    assert 0.4 < len(held_out) / len(every) < 0.6
    assert min(Counter(one.language for one in held_out)[code] for code in LANGUAGES) >= 40
    assert sum(not one.mentions for one in held_out) >= 30


@pytest.mark.parametrize("held_out", [False, True], ids=["tuned", "held out"])
def test_terms_are_found_and_nothing_else(held_out, capsys):
    chosen = [one for one in sentences() if one.is_held_out == held_out]
    found = score(chosen)
    with capsys.disabled():
        print(f"\n  {'held out' if held_out else 'tuned on'}, {len(chosen)} sentences: {found}")
        for code in LANGUAGES:
            print(f"    {code}: {score([one for one in chosen if one.language == code])}")
    assert found.precision >= PRECISION
    assert found.recall >= RECALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_found_in_the_prose_of_standards(language, capsys):
    """Forty sentences a language, marked before the linker saw them."""
    prose = [read(line, language) for line in lines(f"prose-{language}.txt")]
    found = score(prose)
    with capsys.disabled():
        print(f"\n  prose, {language}, {len(prose)} sentences: {found}")
    assert len(prose) == 40
    assert found.precision >= PRECISION
    assert found.recall >= RECALL
