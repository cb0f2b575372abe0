"""Consultations as Django sees them: what is frozen, and when."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """A draft, its window, its voices."""

    name = "consultations"
    verbose_name = "Consultations"

    def triggers(self) -> list:
        """A frozen draft, a sent submission and a published answer never change."""
        from consultations import frozen

        return [*frozen.drafts(), *frozen.rounds(), *frozen.voices(), *frozen.attachments(), *frozen.sessions()]

    def due(self) -> list:
        """What the worker does for consultations."""
        from consultations.actions import cosigning, grouping, inviting, news, planned, safeguarding, sweeping

        told = [planned.announce_what_is_planned, news.note_what_is_due, news.tell_news]
        swept = [sweeping.sweep_unsent, sweeping.sweep_files, sweeping.sweep_attachments, sweeping.scan_waiting]
        swept.append(sweeping.sweep_intakes)
        swept += [sweeping.sweep_recordings, cosigning.sweep_cosignatures, inviting.sweep_invitations]
        return [*swept, safeguarding.forget_origins, grouping.group_alike, *told]
