"""Comments made in any language meet at the same clause, each in its own."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from consultations.models import Clause, Comment
from tests.consultations.voices_making import clause_of, make_round, sent

pytestmark = pytest.mark.django_db
WHO = {"confidentiality": "withheld", "standing": "self", "name": "Awa", "email": "awa@example.org", "send": "1"}
SAID = "Douze mois ne suffisent pas."


def test_a_comment_made_on_the_french_page_stands_at_the_same_clause_in_every_language(client, noon):
    round = make_round()
    sent(round, "Twelve months are enough.", clause=clause_of(round))
    with override("fr"):
        here = reverse("consultations:respond", args=[round.slug])
    client.post(here, {"group": "asm", "clause": "4.1", "kind": "te", "body": SAID, "add": "1"})
    assert client.post(here, WHO).status_code == 303
    comment = Comment.objects.get(body=SAID)
    assert (comment.clause, comment.language) == (clause_of(round), "fr")
    assert Clause.objects.with_counts().get(pk=comment.clause_id).comment_count == 2
    for language in ("en", "fr", "es"):
        with override(language):
            page = client.get(reverse("consultations:draft", args=[round.slug])).content.decode()
        place = page.index(SAID)
        assert page.index('id="c-1"') < page.index("Twelve months are enough.") < place < page.index('id="c-2"')
        assert language == "fr" or re.search(r'lang="fr"[^>]*>[^<]*$', page[:place])
