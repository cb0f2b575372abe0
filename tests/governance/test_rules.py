"""The pass rule, exactly as it is promised."""

import json
from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from governance.rules import TAKES_PART, VALUES, BadRule, Result, evaluate

RULE = {
    "quorum": 0.5,
    "quorum_per_group": 1,
    "threshold": 0.75,
    "group_block": 2,
    "one_vote_per_affiliation": True,
}


def seats(*groups: str, **more) -> list[dict]:
    return [{"id": f"s{n}", "group": group, "affiliation": f"org{n}"} | more for n, group in enumerate(groups, start=1)]


def say(*values: str) -> list[dict]:
    return [{"seat": f"s{n}", "value": value} for n, value in enumerate(values, start=1) if value]


def result(rule: dict, table: list[dict], positions: list[dict]) -> Result:
    return evaluate(RULE | rule, table, positions)


def failed(outcome: Result) -> list[str]:
    return [check.check for check in outcome.checks if not check.passed]


def test_it_passes_and_says_why():
    outcome = result({}, seats("la", "cs", "tr", "asm"), say("support", "support", "no_objection", "support"))
    assert outcome.passed
    assert outcome.reason.startswith("passed because 4 of the 4 seats that could vote took part (2 needed)")


def test_silence_is_not_a_position():
    outcome = result({"quorum": 0.75, "quorum_per_group": 0}, seats("la", "cs", "tr"), say("support", "support"))
    assert failed(outcome) == ["quorum"]
    assert outcome.reason == "did not pass because 2 of the 3 seats that could vote took part (3 needed)"


def test_an_abstention_takes_part_but_takes_no_side():
    outcome = result({"quorum": 1}, seats("la", "cs"), say("abstain", "support"))
    assert outcome.passed
    assert outcome.checks[2].figure == "1/1"


def test_with_nobody_taking_a_side_it_is_not_met():
    outcome = result({"threshold": 0}, seats("la", "cs"), say("abstain", "abstain"))
    assert failed(outcome) == ["threshold"]
    assert "no seat took a side" in outcome.reason


@pytest.mark.parametrize("how", ["flag", "position"])
def test_a_recused_seat_leaves_every_base(how: str):
    table = seats("la", "la", "cs")
    positions = say("object", "support", "support")
    if how == "flag":
        table[0]["recused"] = True
    else:
        positions.append({"seat": "s1", "value": "recuse"})
    outcome = result({"quorum": 1, "threshold": 1, "group_block": 1}, table, positions)
    assert outcome.passed
    assert outcome.checks[0].figure == "2/2"


def test_a_group_below_its_quorum_stops_it():
    outcome = result({"quorum": 0}, seats("la", "cs"), say("support"))
    assert failed(outcome) == ["quorum_per_group"]
    assert outcome.because({"cs": "Civil society"}) == "fewer than 1 seat took part from: Civil society"


@pytest.mark.parametrize("mark", ["recused", "vacant"])
def test_a_group_that_could_not_vote_is_named_and_does_not_block(mark: str):
    table = seats("la", "cs")
    table[1][mark] = True
    outcome = result({}, table, say("support"))
    assert outcome.passed
    assert "nobody could vote for: cs" in outcome.reason


def test_a_vacant_seat_stays_in_the_base_of_the_quorum():
    table = seats("la", "cs", "tr")
    table[1]["vacant"] = table[2]["vacant"] = True
    assert failed(result({}, table, say("support"))) == ["quorum"]


def test_so_many_objections_of_one_group_stop_it_whatever_the_threshold():
    table = seats("la", "la", *["cs"] * 10)
    outcome = result({"threshold": 0.1}, table, say("object", "object", *["support"] * 10))
    assert failed(outcome) == ["group_block"]


def test_all_means_every_seat_of_the_group():
    table = seats("la", "la", *["cs"] * 10)
    rule = {"group_block": "all"}
    assert result(rule, table, say("object", "support", *["support"] * 10)).passed
    assert failed(result(rule, table, say("object", "object", *["support"] * 10))) == ["group_block"]
    table[1]["recused"] = True
    assert failed(result(rule, table, say("object", "", *["support"] * 10))) == ["group_block"]


def test_zero_never_blocks():
    outcome = result({"group_block": 0, "threshold": 0.5}, seats("la", "cs"), say("object", "support"))
    assert outcome.passed


def test_equal_positions_of_one_affiliation_count_once_in_the_threshold_only():
    table = [seat | {"affiliation": "big"} for seat in seats("la", "la", "la")] + [
        {"id": "s4", "group": "cs", "affiliation": "small"}
    ]
    positions = say("support", "support", "support", "object")
    assert failed(result({"threshold": 0.75, "group_block": 0}, table, positions)) == ["threshold"]
    assert result({"threshold": 0.75, "group_block": 0, "one_vote_per_affiliation": False}, table, positions).passed
    once = result({"quorum": 1, "threshold": 0.5}, table, positions)
    assert once.checks[0].figure == "4/4"
    assert once.checks[2].figure == "1/2"


def test_objections_of_one_affiliation_still_count_each_for_the_block():
    table = [seat | {"affiliation": "big"} for seat in seats("la", "la")] + [{"id": "s3", "group": "cs"}]
    assert failed(result({"threshold": 0}, table, say("object", "object", "support"))) == ["group_block"]


def test_different_positions_of_one_affiliation_are_two():
    table = [seat | {"affiliation": "big"} for seat in seats("la", "cs")]
    assert result({}, table, say("support", "no_objection")).checks[2].figure == "2/2"


def test_the_last_word_of_a_seat_counts():
    positions = [*say("object", "support"), {"seat": "s1", "value": "support"}]
    assert result({}, seats("la", "cs"), positions).passed


def test_shares_are_counted_exactly():
    """In floating point 0.1 + 0.2 is not 0.3: seven of ten must meet 0.7."""
    outcome = result({"threshold": 0.7, "group_block": 0}, seats(*["la"] * 10), say(*["support"] * 7, *["object"] * 3))
    assert outcome.passed


def test_the_record_says_it_again_in_another_language():
    outcome = result({}, seats("la", "cs"), say("support", "object"))
    again = Result.from_record(json.loads(json.dumps(outcome.as_record())))
    assert again.reason == outcome.reason
    assert again.as_answer() == outcome.as_answer()


TABLES = st.lists(
    st.fixed_dictionaries(
        {
            "group": st.sampled_from(["la", "cs", "tr"]),
            "affiliation": st.sampled_from(["", "a", "b"]),
            "recused": st.booleans(),
        }
    ),
    min_size=1,
    max_size=12,
)
RULES = st.fixed_dictionaries(
    {
        "quorum": st.sampled_from([0, 0.25, 0.5, 0.75, 1]),
        "quorum_per_group": st.integers(0, 3),
        "threshold": st.sampled_from([0, 0.5, 0.66, 0.75, 1]),
        "group_block": st.one_of(st.integers(0, 3), st.just("all")),
        "one_vote_per_affiliation": st.booleans(),
    }
)


@given(RULES, TABLES, st.data())
def test_the_answer_agrees_with_a_plain_recount(rule, table, data):
    table = [{"id": f"s{n}"} | seat for n, seat in enumerate(table)]
    said = {seat["id"]: data.draw(st.sampled_from([*VALUES, None])) for seat in table}
    positions = [{"seat": name, "value": value} for name, value in said.items() if value]
    answer = evaluate(rule, table, positions).as_answer()

    base = [seat for seat in table if not seat["recused"] and said[seat["id"]] != "recuse"]
    took = [seat for seat in base if said[seat["id"]] in TAKES_PART]
    expected = len(took) >= Fraction(str(rule["quorum"])) * len(base)
    for group in {seat["group"] for seat in base}:
        expected &= sum(seat["group"] == group for seat in took) >= rule["quorum_per_group"]
        objections = sum(seat["group"] == group and said[seat["id"]] == "object" for seat in base)
        whole = sum(seat["group"] == group for seat in base)
        limit = whole if rule["group_block"] == "all" else rule["group_block"]
        expected &= not (limit and objections >= limit)
    votes = [(seat["affiliation"] or seat["id"], said[seat["id"]]) for seat in took if said[seat["id"]] != "abstain"]
    votes = list(set(votes)) if rule["one_vote_per_affiliation"] else votes
    in_favour = sum(value != "object" for _who, value in votes)
    expected &= bool(votes) and in_favour >= Fraction(str(rule["threshold"])) * len(votes)
    assert answer["passed"] == expected
    assert answer["passed"] == all(check["passed"] for check in answer["checks"])
    assert answer["reason"]


@given(RULES, TABLES, st.data())
def test_one_more_objection_never_helps(rule, table, data):
    table = [{"id": f"s{n}"} | seat for n, seat in enumerate(table)]
    rule = rule | {"one_vote_per_affiliation": False}
    said = {seat["id"]: data.draw(st.sampled_from(TAKES_PART)) for seat in table}
    before = evaluate(rule, table, [{"seat": s, "value": v} for s, v in said.items()])
    said[data.draw(st.sampled_from(sorted(said)))] = "object"
    after = evaluate(rule, table, [{"seat": s, "value": v} for s, v in said.items()])
    if after.passed and not before.passed:  # only by giving it a first side at all
        assert before.checks[2].facts["sides"] == 0


BAD = {
    "no rule": ({"seats": [], "positions": []}, "“rule” is missing"),
    "unknown key": ({"rule": {"quorom": 1}, "seats": [], "positions": []}, "unknown key “quorom”"),
    "share above one": ({"rule": {"quorum": 75}, "seats": [], "positions": []}, "a number from 0 to 1"),
    "share is a word": ({"rule": {"threshold": "most"}, "seats": [], "positions": []}, "a number from 0 to 1"),
    "negative seats": ({"rule": {"quorum_per_group": -1}, "seats": [], "positions": []}, "whole number"),
    "block is half": ({"rule": {"group_block": 1.5}, "seats": [], "positions": []}, "whole number"),
    "once is a number": ({"rule": {"one_vote_per_affiliation": 1}, "seats": [], "positions": []}, "true or false"),
    "no seats": ({"rule": {}, "positions": []}, "“seats” is missing"),
    "seat without group": ({"rule": {}, "seats": [{"id": "s1"}], "positions": []}, "entry 1"),
    "seat twice": ({"rule": {}, "seats": seats("la") * 2, "positions": []}, "is there twice"),
    "recused is a word": (
        {"rule": {}, "seats": [{"id": "s1", "group": "la", "recused": "yes"}], "positions": []},
        "true or false",
    ),
    "no positions": ({"rule": {}, "seats": []}, "“positions” is missing"),
    "no such seat": ({"rule": {}, "seats": [], "positions": say("support")}, "no such seat"),
    "no such value": ({"rule": {}, "seats": seats("la"), "positions": say("maybe")}, "must be one of"),
    "a list": ([], "an object with rule, seats and positions"),
}


@pytest.mark.parametrize("name", BAD)
def test_the_command_says_what_is_wrong_with_a_file(name, tmp_path):
    content, words = BAD[name]
    file = tmp_path / "rule.json"
    file.write_text(json.dumps(content))
    with pytest.raises(CommandError, match=words) as error:
        call_command("evaluate_rule", file)
    assert str(file) in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_the_command_refuses_what_is_not_json(content, tmp_path):
    file = tmp_path / "rule.json"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="not JSON"):
        call_command("evaluate_rule", file)


def test_the_command_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_rule", tmp_path / "none.json")


def test_the_command_prints_the_answer(tmp_path, capsys):
    file = tmp_path / "rule.json"
    asked = {"rule": RULE, "seats": seats("labour"), "positions": say("support")}
    file.write_text(json.dumps(asked))
    call_command("evaluate_rule", file)
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == ["passed", "reason", "checks"]
    assert answer["passed"] is True
    assert [check["check"] for check in answer["checks"]] == ["quorum", "quorum_per_group", "threshold", "group_block"]


def test_rules_that_cannot_be_read_are_one_kind_of_error():
    with pytest.raises(BadRule):
        evaluate({}, [], "support")
