"""An edition of the whole glossary: what is in it, what has changed, files that stay, and nobody who changes it."""

import hashlib
import re
import shutil
import subprocess
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from glossary import permissions, releasing
from glossary.actions import imports
from glossary.formats.files import FORMATS
from glossary.models import Release, ReleaseFile, ReleaseTerm
from glossary.verifying import faults
from portal import clock
from portal.members.permissions import Refused
from portal.members.viewer import ANYBODY, look_at
from tests.glossary.making import agreed, english
from tests.glossary.releasing import fetched, mark, released, released_with_words, two_editions

pytestmark = pytest.mark.django_db


def test_a_release_says_what_has_changed_since_the_last(secretary):
    before, after = two_editions(secretary)
    assert set(before.terms.values_list("change", flat=True)) == {"new"}
    told = {term.shown.entry_for("en").name: term.change for term in after.terms.with_words()}
    assert told == {
        "ore": "same",
        "pit": "wording",
        "shaft": "meaning",
        "adit": "translation",
        "slag": "replaced",
        "tailings": "withdrawn",
        "sorting": "new",
    }
    assert after.previous == before
    (shaft,) = after.terms.filter(change="meaning")
    assert (shaft.before.number, shaft.version.number) == (1, 3)


def test_its_page_leads_to_each_difference_and_to_every_file(client, secretary):
    _before, after = two_editions(secretary)
    page = client.get(after.get_absolute_url()).content.decode()
    code = after.terms.get(change="meaning").concept.code
    assert f"/en/glossary/{code}/compare/?before=1.en&amp;after=3.en" in page
    assert "After the assembly." in page
    assert page.index("Means something else") < page.index("Other words") < page.index("Replaced by another term")
    for name in re.findall(r'href="(/en/glossary/releases/2026.2/[^"]+)"', page):
        assert fetched(client, name)[0] == 200, name
    first = client.get(reverse("glossary:release", args=["2026.1"])).content.decode()
    assert "There is a newer one" in first
    assert client.get(reverse("glossary:release", args=["2027.1"])).status_code == 404


def test_the_checksums_are_those_of_the_files(client, secretary, tmp_path):
    release = released_with_words(secretary)
    for file in release.files.all():
        data = fetched(client, file.get_absolute_url())[1]
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (file.sha256, file.size)
        (tmp_path / file.name).write_bytes(data)
    sums = client.get(reverse("glossary:release-sums", args=["2026.1"])).content
    assert hashlib.sha256(sums).hexdigest() == release.sha256
    (tmp_path / "SHA256SUMS").write_bytes(sums)
    if shutil.which("sha256sum"):
        said = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=True)
        assert said.stdout.count(b": OK") == len(FORMATS) + 1


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_of_a_release_can_be_read_back(secretary, form):
    release = released_with_words(secretary)
    with storages["private"].open(release.files.get(name=f"glossary-2026.1.{FORMATS[form].ending}").stored) as stream:
        reading = imports.read(stream.read())
    assert (reading.format, reading.faults) == (form, [])
    assert {plan.action for plan in imports.plan_rows(reading)} == {"unchanged"}


def test_what_has_changed_since_it_was_looked_at_is_not_published(secretary):
    agreed(english("pit", "a hole"), by=secretary)
    read = mark()
    agreed(english("ore", "a rock"), by=secretary, number="SC-2026-002")
    with pytest.raises(ValidationError, match="has changed since you looked"):
        releasing.release(by=secretary, label="2026.1", read=read)
    assert not Release.objects.exists()


@pytest.mark.parametrize("label", ["", "26.1", "2026", "2026.0", "2026.1/x", "2026.100"])
def test_a_number_is_a_year_and_a_number(secretary, label):
    agreed(by=secretary)
    with pytest.raises(ValidationError):
        releasing.release(by=secretary, label=label, read=mark())


def test_a_number_is_given_once_and_nothing_is_no_release(secretary):
    with pytest.raises(ValidationError, match="nothing to release"):
        releasing.release(by=secretary, label="2026.1", read=mark())
    released_with_words(secretary)
    with pytest.raises(ValidationError, match="already"):
        releasing.release(by=secretary, label="2026.1", read=mark())


def test_only_the_secretariat_makes_one(secretary, member, outsider):
    assert permissions.can_release(look_at(secretary))
    for viewer in (ANYBODY, look_at(member), look_at(outsider)):
        assert not permissions.can_release(viewer)
        assert str(permissions.can_release(viewer).reason)
    agreed(by=secretary)
    with pytest.raises(Refused):
        releasing.release(by=member, label="2026.1", read=mark())


def test_the_database_changes_nothing_of_a_release(secretary):
    _before, release = two_editions(secretary)
    writes = [
        lambda: Release.objects.filter(pk=release.pk).update(introduction="Otherwise."),
        lambda: Release.objects.filter(pk=release.pk).update(sha256="0" * 64),
        lambda: ReleaseTerm.objects.filter(release=release).update(change="same"),
        lambda: ReleaseFile.objects.filter(release=release).update(sha256="0" * 64),
        lambda: connection.cursor().execute("DELETE FROM glossary_releaseterm"),
        lambda: connection.cursor().execute("DELETE FROM glossary_releasefile"),
        lambda: connection.cursor().execute("DELETE FROM glossary_release"),
        lambda: ReleaseFile.objects.create(release=release, name="x", size=1, sha256="0", stored="x"),
        lambda: ReleaseTerm.objects.create(
            release=release, concept=agreed(english("new", "n"), by=secretary, number="SC-2026-009").concept,
            version=ReleaseTerm.objects.filter(version__isnull=False).first().version, change="new",
        ),
    ]  # fmt: skip
    for write in writes:
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_verifying_finds_a_file_that_is_gone_or_another(secretary):
    release = released_with_words(secretary)
    assert list(faults()) == []
    turtle, table = release.files.get(name="glossary-2026.1.ttl"), release.files.get(name="glossary-2026.1.csv")
    for file in (turtle, table):
        storages["private"].delete(file.stored)
    storages["private"].save(turtle.stored, ContentFile(b"other words"))
    said = "\n".join(faults())
    assert "glossary-2026.1.ttl" in said
    assert "glossary-2026.1.csv" in said
    with pytest.raises((CommandError, SystemExit)):
        call_command("verify_register")


def test_files_that_cannot_be_written_are_told_and_written_again(as_secretary, secretary, monkeypatch):
    agreed(by=secretary)
    with monkeypatch.context() as broken:
        broken.setattr(releasing, "written", lambda *_about: iter([1]))
        releasing.release(by=secretary, label="2026.1", read=mark())
    release = Release.objects.get()
    assert release.state == "failed"
    page = as_secretary.get(reverse("glossary:desk-releases")).content.decode()
    assert "Write the files again" in page
    assert as_secretary.get(release.get_absolute_url()).status_code == 404
    as_secretary.post(reverse("glossary:desk-releases"), {"again": "2026.1"})
    release.refresh_from_db()
    assert release.state == "published"


def test_files_whose_worker_was_stopped_are_written_again(as_secretary, secretary, monkeypatch):
    agreed(by=secretary)
    desk = reverse("glossary:desk-releases")
    with monkeypatch.context() as stopped:
        stopped.setattr(releasing, "write_files", lambda **_about: None)
        release = releasing.release(by=secretary, label="2026.1", read=mark())
    assert "Write the files again" not in as_secretary.get(desk).content.decode()
    as_secretary.post(desk, {"again": "2026.1"})
    release.refresh_from_db()
    assert release.state == "building"
    with clock.set_to(clock.now() + timedelta(hours=2)):
        assert "Write the files again" in as_secretary.get(desk).content.decode()
        as_secretary.post(desk, {"again": "2026.1"})
    release.refresh_from_db()
    assert release.state == "published"


def test_it_is_made_at_the_desk_with_a_second_look(as_secretary, secretary):
    agreed(english("pit", "a hole"), by=secretary)
    address = reverse("glossary:desk-release-new")
    assert "a hole" in as_secretary.get(address).content.decode()
    words = {"label": "2026.1", "language": "en", "introduction": "The first."}
    look = as_secretary.post(address, {**words, "do": "look"}).content.decode()
    assert not Release.objects.exists()
    read = re.search(r'name="read" value="([0-9a-f]{64})"', look)[1]
    assert as_secretary.post(address, {**words, "do": "publish", "read": "0" * 64}).status_code == 400
    as_secretary.post(address, {**words, "do": "publish", "read": read})
    assert Release.objects.get().state == "published"
    assert "Glossary 2026.1" in as_secretary.get(reverse("glossary:desk-releases")).content.decode()


def test_others_do_not_come_to_the_desk(client, as_member):
    for name in ("desk-releases", "desk-release-new"):
        assert as_member.get(reverse(f"glossary:{name}")).status_code == 403


def test_without_a_release_the_pages_say_so(client, as_secretary):
    for name in ("releases", "desk-releases"):
        assert "There is no release yet" in as_secretary.get(reverse(f"glossary:{name}")).content.decode()
    assert "No term is agreed yet" in as_secretary.get(reverse("glossary:desk-release-new")).content.decode()


def test_the_pages_cost_the_same_with_more_terms_and_releases(as_secretary, secretary, queries_of):
    def cost() -> list[int]:
        label = Release.objects.published().first().label
        addresses = [reverse(f"glossary:{name}") for name in ("releases", "desk-releases", "desk-release-new")]
        addresses += [reverse(f"glossary:{name}", args=[label]) for name in ("release", "release-sums")]
        for address in addresses:
            as_secretary.get(address)
        return [queries_of(lambda address=address: as_secretary.get(address)) for address in addresses]

    for number in range(2):
        agreed(english(f"pit {number}", "hole"), by=secretary, number="SC-2026-001")
        released(secretary, f"2025.{number + 1}")
    agreed(english("pit", "hole"), by=secretary)
    before = cost()
    for number in range(3):
        agreed(english(f"ore {number}", "rock"), by=secretary)
        agreed(english(f"gold {number}", "metal"), by=secretary)
        released(secretary, f"2026.{number + 1}")
    agreed(english("adit", "way"), by=secretary)
    agreed(english("slag", "waste"), by=secretary)
    assert cost() == before
