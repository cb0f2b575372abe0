from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    """The words an alliance can sign."""

    name = "glossary"
    verbose_name = "Glossary"

    def triggers(self) -> list:
        """An agreed version keeps its content for ever; only its status moves on."""
        from glossary.models import Agreement, ConceptVersion, Designation, LanguageEntry
        from portal.triggers import frozen

        held = "'agreed', 'superseded', 'withdrawn'"
        version_of = "(SELECT v.status FROM glossary_conceptversion v WHERE v.id = OLD.version_id)"
        entry_of = (
            "(SELECT v.status FROM glossary_conceptversion v JOIN glossary_languageentry e ON e.version_id = v.id "
            "WHERE e.id = OLD.entry_id)"
        )
        return [
            *frozen(ConceptVersion, when=f"OLD.status IN ({held})", editable=("status", "closed_at", "review_on")),
            *frozen(LanguageEntry, when=f"{version_of} IN ({held})", editable=("translation_state",)),
            *frozen(Designation, when=f"{entry_of} IN ({held})"),
            *frozen(Agreement),
        ]
