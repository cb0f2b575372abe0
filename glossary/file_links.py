"""What the relations of a file do to the order of terms, together with those of the house: circles, relatives above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from glossary.checks import LEADS_BACK, standing_broader
from glossary.circles import ancestors
from glossary.formats.rows import TermRow
from glossary.models import Concept

SHOWN = 3  # addresses that lead nowhere, of one row


class FileLinks:
    """What stands above what, once every row is taken; the house underneath.

    A row that is new has no id yet: its number, below zero, stands for it.
    """

    def __init__(
        self, rows: Sequence[TermRow], meant: Mapping[int, int | None], concepts: Mapping[str, Concept]
    ) -> None:
        self.concepts = concepts
        self.node = {row.row: meant[row.row] or -row.row for row in rows}
        self.here = {row.uri: self.node[row.row] for row in rows if row.uri}
        self.upwards = standing_broader()
        for row in rows:
            said = {to for kind, uri in row.relations if kind == "broader" and (to := self.target(uri)) is not None}
            self.upwards[self.node[row.row]] |= said

    def target(self, uri: str) -> int | None:
        """Which term an address means, if any."""
        concept = self.concepts.get(uri)
        return concept.pk if concept else self.here.get(uri)

    def fault_of(self, row: TermRow, relations: Iterable[tuple[str, int]]) -> tuple[str, str] | None:
        """The field, and why this row cannot be taken with these relations; the same is asked of a proposal."""
        here, said = self.node[row.row], [(kind, self.node.get(-to, to)) for kind, to in relations]
        said += [(kind, to) for kind, uri in row.relations if (to := self.target(uri)) is not None]
        if here in {to for _kind, to in said}:
            return "related", _("It is related to itself. Take that line out.")
        broader, related = ({to for kind, to in said if kind == one} for one in ("broader", "related"))
        if here in ancestors(broader, self.upwards):
            return "broader", str(LEADS_BACK)
        above = ancestors(broader, self.upwards) if related else set()
        if related & above or any(here in ancestors(self.upwards.get(one, ()), self.upwards) for one in related):
            return "related", _("A term cannot be broader and merely related at once.")
        return None

    def dead_of(self, row: TermRow) -> str:
        """Relations to what nobody knows, and to what is no longer in use."""
        unknown = [uri for _kind, uri in row.relations if self.target(uri) is None]
        gone = [one.code for _kind, uri in row.relations if (one := self.concepts.get(uri)) and one.withdrawn_at]
        told = []
        if unknown:
            about = {"addresses": ", ".join(dict.fromkeys(unknown[:SHOWN])) + ("…" if len(unknown) > SHOWN else "")}
            told.append(_("Neither the file nor the glossary has what it is related to: %(addresses)s.") % about)
        told += [_("It leads to %(code)s, which has been withdrawn.") % {"code": code} for code in dict.fromkeys(gone)]
        return " ".join(told)
