"""What the house says now of some concepts, read once for all of them, and what imports had to do with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from glossary.content import as_entry
from glossary.differences import Words
from glossary.models import ConceptVersion, ImportRow
from glossary.reading import at_work
from glossary.words import Mapped


class Standing:
    """The last version of each of some concepts, and the one that stands: a rejected one says nothing for the house."""

    def __init__(self, concepts: Sequence[int]) -> None:
        rows = ConceptVersion.objects.filter(concept__in=concepts).with_words().order_by("number")
        versions: defaultdict[int, list[ConceptVersion]] = defaultdict(list)
        for version in rows.prefetch_related("relations__target", "mappings"):
            versions[version.concept_id].append(version)
        self.last = {pk: next((one for one in some if one.is_open), some[-1]) for pk, some in versions.items()}
        self.standing = {pk: at_work(some) for pk, some in versions.items()}
        made = ImportRow.objects.filter(version__in=[version.pk for version in self.last.values()]).order_by("pk")
        made = made.exclude(~Q(before={}), state=ImportRow.State.UNDONE)  # those gave the words before them back
        self.made = {pk: (sha, state) for pk, sha, state in made.values_list("version", "after_sha256", "state")}

    def is_untouched(self, version: ConceptVersion, words: Words) -> bool:
        """An import made these words, and nobody has changed them since."""
        sha, state = self.made.get(version.pk, ("", ""))
        return state == ImportRow.State.IMPORTED and sha == words.fingerprint()

    def was_undone(self, version: ConceptVersion) -> bool:
        """The import that made it was taken back."""
        return self.made.get(version.pk, ("", ""))[1] == ImportRow.State.UNDONE


def words_in(version: ConceptVersion) -> Words:
    """What a version says; everything prefetched."""
    return Words(
        version.source_language,
        tuple(as_entry(entry) for entry in sorted(version.entries.all(), key=lambda entry: entry.language)),
        frozenset((relation.kind, relation.target_id) for relation in version.relations.all()),
        tuple(Mapped(mapping.match, mapping.uri, mapping.label) for mapping in version.mappings.all()),
    )
