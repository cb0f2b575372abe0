"""The ground floor as Django sees it: triggers around migrations, sealed pages held by the database."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

KEPT = (
    *("title", "slug", "url_path", "live", "live_revision_id"),
    *("locale_id", "alias_of_id", "go_live_at", "expire_at", "expired"),
)


class PortalConfig(AppConfig):
    """Pages, blocks, mail, sealing."""

    name = "portal"
    verbose_name = "Common Ground"

    def ready(self) -> None:
        from portal import receivers, triggers  # noqa: F401

        pre_migrate.connect(triggers.drop_all, sender=self)
        post_migrate.connect(triggers.create_all, sender=self)

    def due(self) -> list:
        """What the worker does for every room."""
        from portal.subscriptions.actions import sweep

        return [sweep]

    def triggers(self) -> list:
        """Sealed words never change, and a sealed page keeps its row."""
        from portal.models import SealedWords
        from portal.triggers import Trigger, frozen

        sealed = "EXISTS (SELECT 1 FROM portal_sealedwords s WHERE s.page_id = OLD.id)"
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in KEPT)
        return [
            *frozen(SealedWords),
            Trigger("wagtailcore_page", "UPDATE", f"({changed}) AND {sealed}", "The page's words are sealed"),
        ]
