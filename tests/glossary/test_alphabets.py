"""Names in the order of each language's own alphabet, under its own letters, the same on every database."""

from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from glossary.alphabets import letter_of, sort_key
from glossary.words import Entry, Name
from tests.glossary.making import agreed, english

ORDERS = {
    "es": "3T entrada época eta Niño nube nzima ñandú oro",
    "fr": "eta étain Été ñandú nube odeur œuvre or peche péché pêche zinc",
    "en": "“art” cobalt façade facet ñandú nube",
    "sv": "arbete etta zink ångest äpple örn",
    "da": "ar zink ære øl å",
    "ar": "أرض الماس تعدين ثروة ذهب نحاس gold",
    "ru": "ель золото игра йод ясень gold",
    "el": "Αθήνα άνθρακας ήλιος μέταλλο ωμός",
    "ja": "3T あえん がす カドミウム 金 copper",
    "ko": "가스 구리 금 은",
    "lo": "ຄຳ ເງິນ ທອງ",
    "zh": "3T 金 鋁 铜 copper",
    "sr-Latn": "cena čelik ćup zlato руда",
}
LETTERS = {
    ("época", "es"): "E",
    ("ñandú", "es"): "Ñ",
    ("ñandú", "fr"): "N",
    ("n\u0303andú", "es-MX"): "Ñ",  # the same letter in two signs
    ("Œuvre", "fr"): "O",
    ("3T", "en"): "0–9",
    ("§ 4", "en"): "0–9",
    ("«mine»", "fr"): "M",
    ("", "en"): "0–9",
    ("ängel", "sv"): "Ä",
    ("ängel", "de"): "A",
    ("أرض", "ar"): "ا",
    ("\u0640هدم", "ar"): "ه",  # drawn out at its beginning
    ("\u0640", "ar"): "0–9",
    ("เ\u0640", "th"): "0–9",
    ("йод", "ru"): "Й",
    ("ёлка", "ru"): "Е",
    ("ήλιος", "el"): "Η",
    ("ガス", "ja"): "か",
    ("은", "ko"): "ㅇ",
    ("铜", "zh"): "漢字",
    ("ເງິນ", "lo"): "ງ",
}


@pytest.mark.parametrize(("language", "names"), ORDERS.items())
def test_names_stand_in_the_order_of_the_language(language: str, names: str):
    expected = names.split()
    assert sorted(sorted(expected), key=lambda name: sort_key(name, language)) == expected


@pytest.mark.parametrize(("asked", "letter"), LETTERS.items())
def test_a_name_stands_under_a_letter_of_the_language(asked: tuple[str, str], letter: str):
    assert letter_of(*asked) == letter


@given(st.lists(st.text(min_size=1, max_size=8), max_size=12), st.sampled_from(["en", "es", "ar", "sv", "ja"]))
def test_the_group_of_signs_is_one_and_stands_first(names: list[str], language: str):
    letters = [letter_of(name, language) for name in sorted(names, key=lambda name: sort_key(name, language))]
    assert letters == sorted(letters, key=lambda letter: letter != "0–9")


WORDS = st.lists(st.text("aáàâäbcçeéèñnoöœuzåæøABCÉÑ", min_size=1, max_size=5), max_size=12)


@given(WORDS, st.sampled_from(["en", "fr", "es", "sv", "da", "pl"]))
def test_every_letter_is_one_group(names: list[str], language: str):
    letters = [letter_of(name, language) for name in sorted(names, key=lambda name: sort_key(name, language))]
    changes = sum(one != other for one, other in pairwise(letters))
    assert changes == max(len(set(letters)) - 1, 0)


@pytest.mark.django_db
def test_an_arabic_index_begins_with_arabic_letters_and_marks_the_others(client: Client, secretary):
    agreed(english("gold", "a metal"), Entry("ar", "فلز", names=(Name("ذهب"),)), by=secretary)
    agreed(english("Arabic gum", "a resin"), by=secretary)
    page = client.get("/en/glossary/?in=ar").content.decode()
    assert page.index('<span lang="ar" dir="rtl">ذهب</span>') < page.index("Arabic gum")
    assert page.count("shown in English") == 1
