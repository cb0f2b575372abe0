"""Four levels, as TBX and ISO 10241-1 have them: concept, version, language entry, designation."""

from glossary.models.concepts import (
    Concept,
    ConceptVersion,
    ConceptVersionQuerySet,
    GlossaryIndexPage,
    GlossaryState,
)
from glossary.models.imports import Import, ImportRow
from glossary.models.links import Agreement, Mapping, Relation
from glossary.models.proposals import ProposalRedaction, TermProposal, TermProposalQuerySet
from glossary.models.releases import Release, ReleaseFile, ReleaseQuerySet, ReleaseTerm, ReleaseTermQuerySet
from glossary.models.translations import Translation, TranslationQuerySet
from glossary.models.voices import Sounding, SoundingQuerySet, VersionComment, VersionCommentQuerySet
from glossary.models.watching import Reconfirmation, TermNews, TermWatch, TermWatchQuerySet
from glossary.models.words import Designation, GroupPhrasing, LanguageEntry

__all__ = [
    "Agreement",
    "Concept",
    "ConceptVersion",
    "ConceptVersionQuerySet",
    "Designation",
    "GlossaryIndexPage",
    "GlossaryState",
    "GroupPhrasing",
    "Import",
    "ImportRow",
    "LanguageEntry",
    "Mapping",
    "ProposalRedaction",
    "Reconfirmation",
    "Relation",
    "Release",
    "ReleaseFile",
    "ReleaseQuerySet",
    "ReleaseTerm",
    "ReleaseTermQuerySet",
    "Sounding",
    "SoundingQuerySet",
    "TermNews",
    "TermProposal",
    "TermProposalQuerySet",
    "TermWatch",
    "TermWatchQuerySet",
    "Translation",
    "TranslationQuerySet",
    "VersionComment",
    "VersionCommentQuerySet",
]
