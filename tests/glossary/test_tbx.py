"""TBX-Basic: what goes out keeps the dialect's rules; what comes in may be older, or of the other style."""

import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import HealthCheck, given, settings

from glossary.formats.files import read_file, written
from tests.glossary.term_rows import BASE, rows

TBX = "{urn:iso:std:iso:30042:ed-2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAY_STAND = {  # level → data categories of the dialect
    "conceptEntry": {"subjectField", "projectSubset", "customerSubset", "crossReference", "externalCrossReference"},
    "langSec": {"definition", "source", "externalCrossReference", "customerSubset", "projectSubset"},
    "termSec": {
        *("administrativeStatus", "termType", "partOfSpeech", "grammaticalGender", "geographicalUsage", "termLocation"),
        *("context", "source", "projectSubset", "customerSubset", "crossReference", "externalCrossReference"),
    },
}
ONE_OF = {
    "administrativeStatus": {f"{word}Term-admn-sts" for word in ("preferred", "admitted", "deprecated", "superseded")},
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
    "partOfSpeech": {"adjective", "adverb", "noun", "other", "properNoun", "verb"},
    "grammaticalGender": {"masculine", "feminine", "neuter", "other"},
}
CARRIES = {  # data category → the element it must be
    "termNote": {"administrativeStatus", "termType", "partOfSpeech", "grammaticalGender", "geographicalUsage"},
    "descrip": {"definition", "context", "subjectField"},
    "admin": {"source", "projectSubset", "customerSubset"},
    "ref": {"crossReference"},
    "xref": {"externalCrossReference", "xGraphic"},
}


def faults(data: bytes) -> list[str]:
    """Where a file breaks a rule of the dialect."""
    root = fromstring(data)
    found = [] if root.tag == f"{TBX}tbx" else ["root"]
    if (root.get("type"), root.get("style")) != ("TBX-Basic", "dca") or not root.get(LANG):
        found.append("attributes of the root")
    if [part.tag for part in root] != [f"{TBX}tbxHeader", f"{TBX}text"]:
        found.append("header and text")
    ids = [concept.get("id", "") for concept in root.iter(f"{TBX}conceptEntry")]
    if len(set(ids)) != len(ids) or not all(re.fullmatch(r"[A-Za-z_][\w.-]*", one) for one in ids):
        found.append("ids")
    for concept in root.iter(f"{TBX}conceptEntry"):
        found += faults_of(concept)
    return found


def faults_of(concept: Element) -> list[str]:
    found = categories(concept, "conceptEntry", ("langSec",))
    languages = concept.findall(f"{TBX}langSec")
    if not languages or len({one.get(LANG) for one in languages}) != len(languages):
        found.append("languages")
    for language in languages:
        found += categories(language, "langSec", ("termSec",))
        terms = language.findall(f"{TBX}termSec")
        if not terms:
            found.append("a language without a term")
        for term in terms:
            found += categories(term, "termSec", ())
            if term[0].tag != f"{TBX}term" or not (term[0].text or "").strip() or len(term.findall(f"{TBX}term")) > 1:
                found.append("a term section begins with its one term")
    return found


def categories(piece: Element, level: str, below: tuple[str, ...]) -> list[str]:
    """Data categories that do not belong there, in the wrong element, or with a value that is none."""
    found = []
    ahead = [part for part in piece if part.tag.removeprefix(TBX) not in below]
    while ahead:
        part = ahead.pop()
        ahead += list(part)
        kind, name = part.get("type"), part.tag.removeprefix(TBX)
        if kind is None:
            continue
        if kind not in MAY_STAND[level]:
            found.append(f"{kind} in {level}")
        if kind not in CARRIES.get(name, ()):
            found.append(f"{kind} as {name}")
        if kind in ONE_OF and part.text not in ONE_OF[kind]:
            found.append(f"{kind}: {part.text}")
        if name in ("xref", "ref") and not part.get("target"):
            found.append(f"{kind} without a target")
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=rows())
def test_what_goes_out_keeps_the_rules_of_the_dialect(made):
    assert faults(b"".join(written(made, BASE, "tbx"))) == []


def test_the_rules_find_what_breaks_them():
    good = (
        f'<tbx xmlns="{TBX[1:-1]}" type="TBX-Basic" style="dca" xml:lang="en"><tbxHeader/><text><body>'
        '<conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>pit</term></termSec></langSec></conceptEntry>'
        "</body></text></tbx>"
    )
    assert faults(good.encode()) == []
    for before, after in (
        ("TBX-Basic", "TBX-Min"),
        ('id="c1"', 'id="1"'),
        ("<termSec><term>pit</term></termSec>", ""),
        ("<term>pit</term>", '<term>pit</term><termNote type="partOfSpeech">Noun</termNote>'),
        ("<term>pit</term>", '<term>pit</term><descrip type="definition">x</descrip>'),
        ("<term>pit</term>", '<term>pit</term><admin type="termType">acronym</admin>'),
        ("<langSec", '<xref type="externalCrossReference">x</xref><langSec'),
    ):
        assert faults(good.replace(before, after).encode()), (before, after)


OLD = """<?xml version="1.0"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body><termEntry id="c7"><descrip type="subjectField">mining</descrip>
<langSet xml:lang="en"><descripGrp><descrip type="definition">opening in the ground</descrip>
<admin type="source">A book</admin></descripGrp>
<tig><term>pit</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
<descrip type="context">They dug a pit.</descrip></tig>
<ntig><termGrp><term>digging</term><termNote type="usageStatus">deprecated</termNote></termGrp></ntig></langSet>
<langSet xml:lang="FR"><tig><term>fosse</term><termNote type="partOfSpeech">noun</termNote></tig></langSet>
</termEntry></body></text></martif>"""
BY_NAMES = f"""<tbx xmlns="{TBX[1:-1]}" xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"
 style="dct" type="TBX-Basic" xml:lang="en"><tbxHeader/><text><body>
<conceptEntry id="c7"><min:subjectField>mining</min:subjectField>
<langSec xml:lang="en"><descripGrp><basic:definition>opening in the ground</basic:definition>
<basic:source>A book</basic:source></descripGrp>
<termSec><term>pit</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus>
<descripGrp><basic:context>They dug a pit.</basic:context></descripGrp></termSec>
<termSec><term>digging</term><min:usageStatus>deprecatedTerm-admn-sts</min:usageStatus></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>fosse</term><min:partOfSpeech>noun</min:partOfSpeech></termSec></langSec>
</conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize("text", [OLD, BY_NAMES], ids=["version 2", "names of elements"])
def test_older_files_and_those_of_the_other_style_say_the_same(text):
    reading = read_file(text.encode(), BASE)
    assert reading.faults == []
    (row,) = reading.rows
    english, french = row.entries
    assert (row.uri, row.domain, row.source_language) == ("#c7", "mining", "en")
    assert (english.definition, english.examples) == ("opening in the ground", ("They dug a pit.",))
    assert [source["citation"] for source in english.sources] == ["A book"]
    assert [(name.text, name.status) for name in english.names] == [("pit", "preferred"), ("digging", "deprecated")]
    assert (french.language, french.names[0].part_of_speech, french.names[0].status) == ("fr", "noun", "preferred")


def test_a_fault_is_told_with_its_line():
    broken = BY_NAMES.replace("<term>fosse</term>", "<term> </term>")
    (fault,) = read_file(broken.encode(), BASE).faults
    assert (fault.row, fault.key, fault.field) == (3, "c7", "term")
