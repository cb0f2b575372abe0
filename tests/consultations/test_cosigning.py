"""A name under somebody else's comment: counted only once confirmed, shown only if wanted, gone when taken away."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from consultations.actions.cosigning import confirm_cosignature, cosign, sweep_cosignatures, take_name_back
from consultations.actions.holding import erase_identity, withdraw_submission
from consultations.actions.safeguarding import report_risk
from consultations.cosigners import cosigners_of, told_numbers, true_numbers
from consultations.exporting import Chosen, exported
from consultations.models import Comment, CoSignature
from consultations.permissions import can_cosign, can_take_name_back
from portal import clock
from portal.members.models import Membership
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, look_at
from portal.models import MailOutbox
from tests.conftest import shown_second_factor
from tests.consultations.voices_making import clause_of, close, held, make_round, sent
from tests.factories import MembershipFactory, UserFactory, group
from tests.raw_rows import where

pytestmark = pytest.mark.django_db
CANARY = "canary-5923"


@pytest.fixture
def round(noon):
    return make_round()


@pytest.fixture
def comment(round):
    return Comment.objects.get(submission=sent(round, "Visit twice.", clause=clause_of(round)).submission)


def here(comment) -> str:
    return reverse("consultations:cosign", args=[comment.round.slug, comment.ref])


def signs(comment, number: int = 1, *, code: str = "asm", **facts) -> list[CoSignature]:
    """So many people with accounts."""
    about = {"group": group(code), "language": "en", **facts}
    return [cosign(comment=comment, by=UserFactory(), **about) for _one in range(number)]


def public_pages(comment) -> list[str]:
    names = ("round", "draft", "comments")
    pages = [reverse(f"consultations:{name}", args=[comment.round.slug]) for name in names]
    files = [reverse("consultations:comments-file", args=[comment.round.slug, kind]) for kind in ("csv", "json")]
    return [*pages, *files, comment.get_absolute_url(), here(comment), "/api/v1/comments", "/en/search/?q=visit"]


def everything(client: Client, comment) -> str:
    answers = [client.get(address) for address in public_pages(comment)]
    return " ".join(
        b"".join(one.streaming_content).decode() if one.streaming else one.content.decode() for one in answers
    )


PHASES = {
    # phase: somebody may sign
    "upcoming": ({"opens": 1, "closes": 20}, False),
    "open": ({"opens": -10, "closes": 20}, True),
    "closed": ({"opens": -30, "closes": -1}, False),
}


@pytest.mark.parametrize(("phase", "may"), [(name, may) for name, (_days, may) in PHASES.items()])
@pytest.mark.parametrize("audience", ["public", "members"])
@pytest.mark.parametrize("role", ["nobody", "outsider", "member", "secretary"])
def test_whoever_the_round_is_for_signs_while_it_is_open(noon, phase, may, audience, role):
    comment = Comment.objects.get(submission=sent(make_round()).submission)
    days = PHASES[phase][0]
    comment.round.opens_at = noon + timedelta(days=days["opens"])
    comment.round.closes_at = noon + timedelta(days=days["closes"])
    comment.round.audience = audience
    people = {"outsider": UserFactory, "member": lambda: MembershipFactory().user}
    people |= {"secretary": lambda: UserFactory(is_staff=True), "nobody": lambda: None}
    is_reader = audience == "public" or role in ("member", "secretary")
    assert bool(can_cosign(look_at(people[role]()), comment)) is (may and is_reader)


def test_nobody_signs_what_is_their_own_or_not_public(noon, secretary):
    round, author = make_round(), UserFactory()
    own = Comment.objects.get(submission=sent(round, "Mine.", by=author).submission)
    assert not can_cosign(look_at(author), own)
    secret = Comment.objects.get(submission=sent(round, "Prices.", confidentiality="committee").submission)
    assert not can_cosign(ANYBODY, secret)
    with pytest.raises(Refused):
        cosign(comment=secret, by=UserFactory(), group=group(), language="en")
    assert Client().get(here(secret)).status_code == 404
    row = signs(own)[0]
    assert not can_take_name_back(look_at(author), row)
    assert not can_take_name_back(look_at(secretary), row)
    assert not can_take_name_back(ANYBODY, row)
    with pytest.raises(Refused):
        take_name_back(cosignature=row, by=author)


def test_without_an_account_a_name_counts_once_the_mail_is_answered(client, comment):
    page = client.get(comment.get_absolute_url()).content.decode()
    assert "Put my name under it" in page
    wrong = client.post(here(comment), {"group": "asm", "name": "", "email": "nowhere"})
    assert wrong.status_code == 400
    data = {"group": "la", "name": "Amina Sefu", "email": "Amina@Union.example.org", "is_public": "on"}
    for _twice in range(2):
        assert client.post(here(comment), data).status_code == 303
    row, mail = CoSignature.objects.get(), MailOutbox.objects.get(event__startswith="cosign:")
    assert "Amina" not in client.get(comment.get_absolute_url()).content.decode()
    link = reverse("consultations:confirm-cosignature", args=[row.key])
    assert link in mail.body
    assert client.get(link).status_code == 200
    assert not CoSignature.objects.counted().exists(), "a program that follows links confirms nothing"
    assert "Your name counts" in client.post(link).content.decode()
    assert "Amina Sefu" in client.get(comment.get_absolute_url()).content.decode()
    assert client.post(here(comment), data).status_code == 303, "the answer tells nobody who has signed"
    assert CoSignature.objects.count() == 1
    gone = client.post(reverse("consultations:withdraw-cosignature", args=[row.key])).content.decode()
    assert "Name and address are erased" in gone
    assert where("amina@union.example.org") == where("Amina Sefu") == []


def test_who_is_signed_in_signs_and_takes_it_away(comment):
    user = UserFactory(display_name="Wayra Choque")
    client = shown_second_factor(Client(), user)
    assert client.post(here(comment), {"group": "asm", "is_public": "on"}).status_code == 303
    assert "Wayra Choque" in client.get(comment.get_absolute_url()).content.decode()
    assert not MailOutbox.objects.filter(recipient=user.email).exists()
    row = CoSignature.objects.get()
    other = shown_second_factor(Client(), UserFactory())
    assert other.post(here(comment), {"take_back": row.key}).status_code == 404
    assert client.post(here(comment), {"take_back": row.key}).status_code == 303
    assert not CoSignature.objects.exists()


def test_nobody_stands_behind_their_own_words_a_second_time(round):
    member = MembershipFactory(role=Membership.Role.DELEGATE)
    made = sent(round, "Visit twice.", by=member.user, standing="organisation", organisation=member.organisation)
    colleague = MembershipFactory(role=Membership.Role.DELEGATE, organisation=member.organisation).user
    with pytest.raises(ValidationError):
        cosign(comment=made.submission.comments.get(), by=colleague, organisation=member.organisation, language="en")
    written = sent(round, "Visit often.", name="Ana", email="ana@example.org").submission.comments.get()
    with pytest.raises(ValidationError):
        cosign(comment=written, by=UserFactory(email="Ana@example.org"), group=group(), language="en")
    assert not CoSignature.objects.exists()


def test_a_delegate_signs_for_the_organisation_once(comment):
    member = MembershipFactory(role=Membership.Role.DELEGATE)
    client = shown_second_factor(Client(), member.user)
    data = {"organisation": member.organisation_id, "is_public": "on"}
    for _twice in range(2):
        assert client.post(here(comment), data).status_code == 303
    row = CoSignature.objects.get()
    firm = member.organisation
    assert (row.organisation, row.name, row.user, row.email) == (firm, firm.name, None, "")
    colleague = MembershipFactory(organisation=member.organisation).user
    with pytest.raises(Refused):
        cosign(comment=comment, by=colleague, organisation=member.organisation, language="en")
    with pytest.raises(IntegrityError), transaction.atomic():
        CoSignature.objects.create(comment=comment, organisation=member.organisation, group=group(), name="X")
    assert client.post(here(comment), {"take_back": row.key}).status_code == 303


def test_names_are_shown_only_where_wanted_and_small_numbers_nowhere(client, comment):
    signs(comment, 4)
    named = UserFactory(display_name="Solange Mutombo")
    cosign(comment=comment, by=named, group=group("la"), is_public=True, language="en")
    told = cosigners_of(comment)
    assert ([name for name, _group in told.named], told.groups, told.has_fewer) == (["Solange Mutombo"], [], True)
    assert (told_numbers([comment.pk]), true_numbers([comment.pk])) == ({comment.pk: 1}, {comment.pk: 5})
    signs(comment)
    assert [(one.code, number) for one, number in cosigners_of(comment).groups] == [("asm", 5)]
    assert client.get("/api/v1/comments").json()["items"][0]["cosigned"] == 6
    row = next(exported(comment.round, ANYBODY, Chosen()))
    assert row.cosigned == 6
    assert Comment.objects.count() == 1, "never a comment of its own"


def test_the_desks_file_counts_all_of_them(comment, secretary):
    signs(comment, 2)
    assert next(exported(comment.round, look_at(secretary), Chosen())).cosigned == 2
    assert next(exported(comment.round, look_at(secretary), Chosen(), as_public=True)).cosigned == 0


def test_what_is_withheld_is_in_no_public_page_file_or_answer(client, comment):
    cosign(comment=comment, name=f"{CANARY} one", email=f"{CANARY}@example.org", group=group(), language="en")
    user = UserFactory(display_name=f"{CANARY} two", email="other-5923@example.org")
    cosign(comment=comment, by=user, group=group(), language="en")
    assert "5923" not in everything(client, comment)
    row = CoSignature.objects.get(user=user)
    row.is_public = True
    row.save()
    seen = everything(client, comment)
    assert seen.count(f"{CANARY} two") == 1
    assert "other-5923@example.org" not in seen


@pytest.mark.parametrize("how", ["withdrawn", "locked"])
def test_under_what_is_hidden_no_name_shows(client, round, how):
    receipt = sent(round, "Visit twice.")
    comment = Comment.objects.get()
    cosign(comment=comment, by=UserFactory(display_name=CANARY), group=group(), is_public=True, language="en")
    if how == "withdrawn":
        withdraw_submission(**held(receipt))
    else:
        report_risk(comment=comment)
    assert client.get(here(comment)).status_code == 404
    assert CANARY not in client.get(comment.get_absolute_url()).content.decode()
    assert client.get("/api/v1/comments").json()["items"] == []


def test_after_the_close_the_name_goes_and_the_count_stays(comment):
    row = signs(comment, is_public=True)[0]
    user = row.user
    close(comment.round)
    row.refresh_from_db()
    take_name_back(cosignature=row, by=user)
    row.refresh_from_db()
    assert (row.name, row.email, row.user, row.is_public) == ("", "", None, False)
    assert CoSignature.objects.counted().count() == 1
    with pytest.raises(Refused):
        signs(comment)


def test_a_late_answer_to_the_mail_counts_nothing_and_the_address_is_forgotten(comment, noon):
    row = cosign(comment=comment, name="Ada", email="ada@example.org", group=group(), language="en")
    close(comment.round)
    with pytest.raises(ValidationError):
        confirm_cosignature(key=row.key)
    with clock.set_to(noon + timedelta(days=8)):
        sweep_cosignatures()
    assert not CoSignature.objects.exists()


def test_the_author_confirms_no_name_under_their_own_words(round):
    sent(round, "Visit twice.", email="beatriz@example.org")
    comment = Comment.objects.get()
    row = cosign(comment=comment, name="B", email="beatriz@example.org", group=group(), language="en")
    with pytest.raises(ValidationError, match="your own"):
        confirm_cosignature(key=row.key)


def test_who_has_themselves_erased_is_gone_from_under_comments_too(round, comment):
    receipt = sent(round, "Once a year.", name="Zenobia Quispe", email="zenobia@example.org")
    row = cosign(comment=comment, name="Zenobia Quispe", email="zenobia@example.org", group=group(), language="en")
    confirm_cosignature(key=row.key)
    erase_identity(**held(receipt))
    assert where("zenobia") == []


def test_one_network_asks_for_many_names_and_then_waits(client, comment):
    for number in range(60):
        data = {"group": "asm", "name": "A", "email": f"a{number}@example.org"}
        assert client.post(here(comment), data).status_code == 303
    assert client.post(here(comment), {**data, "email": "more@example.org"}).status_code == 400
    member = shown_second_factor(Client(), UserFactory())
    assert member.post(here(comment), {"group": "asm"}).status_code == 303


def test_the_page_and_the_data_cost_the_same_with_many_names(client, comment, queries_of):
    signs(comment, 6, is_public=True)
    signs(comment, 6)
    pages = [comment.get_absolute_url(), "/api/v1/comments"]
    for page in pages:
        client.get(page)
    few = [queries_of(lambda page=page: client.get(page)) for page in pages]
    signs(comment, 6, is_public=True)
    signs(comment, 6, code="asm")
    assert [queries_of(lambda page=page: client.get(page)) for page in pages] == few
