"""Chapter one: the alliance, its organisations, the people who sign in, the bodies they sit in."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from wagtail.models import Site

from governance.actions import create_body, seat
from governance.actions.wording import translate
from portal.demo.stage import PASSWORD, Stage, read
from portal.members.actions import appoint_secretary
from portal.members.models import Membership, Organisation, Sector, StakeholderGroup, User
from portal.members.second_factor import enrol
from portal.models import AllianceSettings, HomePage
from portal.planting import plant
from portal.translating import write_translation

FOUNDED = 900


def found(stage: Stage) -> None:
    """Everything that stands before the first question is asked."""
    words = read("alliance")
    with stage.at(FOUNDED):
        plant()
        name_the_alliance(words)
        stage.groups = {group.code: group for group in StakeholderGroup.objects.all()}
        join_organisations(stage, words)
        join_people(stage, words)
        for about in words["body"]:
            constitute(stage, about)


def name_the_alliance(words: dict) -> None:
    """Settings and the words of the front door."""
    settings = AllianceSettings.for_site(Site.objects.get(is_default_site=True))
    for name in ("name", "contact_email", "time_zone", "colophon"):
        setattr(settings, name, words[name])
    settings.save()
    home = HomePage.objects.get(locale__language_code="en")
    for language, said in words["home"].items():
        write_translation(page=home, language=language, **said).save_revision().publish()


def join_organisations(stage: Stage, words: dict) -> None:
    """The members, each with its group and its place along the way from the mine."""
    sectors = {sector.code: sector for sector in Sector.objects.all()}
    for about in words["organisation"]:
        organisation = Organisation.objects.create(
            name=about["name"],
            group=stage.groups[about["group"]],
            country=about["country"],
            joined_on=stage.moment(FOUNDED).date(),
        )
        organisation.sectors.set(sectors[code] for code in about["sectors"])
        stage.organisations[about["key"]] = organisation


def join_people(stage: Stage, words: dict) -> None:
    """Accounts, and what each of them may do."""
    password = make_password(PASSWORD)  # once: hashing it for each of them would take a third of the load
    for about in words["person"]:
        person = User.objects.create(
            email=about["email"],
            password=password,
            display_name=about["name"],
            language=about.get("language", "en"),
            time_zone=about.get("time_zone", "UTC"),
        )
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        stage.people[about["key"]] = person
    appoint(stage, words)
    belong(stage, words)


def appoint(stage: Stage, words: dict) -> None:
    """The administrator, who appoints the secretariat; all of them with a second factor, as everywhere."""
    administrator = stage.people["admin"]
    administrator.join_secretariat()
    administrator.is_superuser = True
    administrator.save(update_fields=["is_superuser"])
    enrol(user=administrator)
    for about in words["person"]:
        if about["role"] == "secretariat":
            appoint_secretary(by=administrator, user=stage.people[about["key"]])
            enrol(user=stage.people[about["key"]])


def belong(stage: Stage, words: dict) -> None:
    """Memberships, confirmed by the administrator."""
    administrator = stage.people["admin"]
    for about in words["person"]:
        if "organisation" not in about:
            continue
        Membership.objects.create(
            user=stage.people[about["key"]],
            organisation=stage.organisations[about["organisation"]],
            role=Membership.Role.DELEGATE if about.get("delegate") else Membership.Role.COLLEAGUE,
            asked_at=stage.moment(FOUNDED),
            confirmed_at=stage.moment(FOUNDED),
            confirmed_by=administrator,
        )


WORDS_OF_A_BODY = {"title": "names", "lede": "lede", "mandate": "mandate"}


def constitute(stage: Stage, about: dict) -> None:
    """A body with its rule, its words and its seats."""
    organisation_of = {m.user_id: m.organisation for m in Membership.objects.select_related("organisation")}
    body = create_body(
        by=stage.people["admin"],
        slug=about["slug"],
        prefix=about["prefix"],
        names=about["names"],
        kind=about["kind"],
        rule=about["rule"],
        last_call_days=about["last_call_days"],
        lede=about["lede"]["en"],
        mandate=about["mandate"]["en"],
    )
    for language in ("fr", "es"):
        words = {name: about[source][language] for name, source in WORDS_OF_A_BODY.items()}
        translate(by=stage.people["admin"], record=body, language=language, **words)
    for place in about["seats"]:
        person, _colon, group = place.partition(":")
        holder = stage.people[person]
        seat(
            by=stage.people["admin"],
            body=body,
            group=stage.groups[group],
            holder=holder,
            organisation=organisation_of.get(holder.pk),
        )
    stage.bodies[about["key"]] = body
