"""Consultations as Django sees them: what is frozen, and when."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """A draft, its window, its voices."""

    name = "consultations"
    verbose_name = "Consultations"

    def triggers(self) -> list:
        """A frozen draft, a sent submission and a published answer never change."""
        from consultations import models
        from portal.triggers import Trigger, frozen, one_page_a_language

        draft_of = "(SELECT d.frozen_at FROM consultations_draft d WHERE d.id = OLD.draft_id) IS NOT NULL"
        opened = "(SELECT r.announced_at FROM consultations_round r WHERE r.id = OLD.round_id) IS NOT NULL"
        late_clause = "(SELECT d.frozen_at FROM consultations_draft d WHERE d.id = NEW.draft_id) IS NOT NULL"
        return [
            *frozen(models.Draft, when="OLD.frozen_at IS NOT NULL"),
            *frozen(models.Clause, when=draft_of),
            Trigger("consultations_clause", "INSERT", late_clause, "The draft is frozen"),
            *frozen(models.DateChange),
            *frozen(
                models.Round,
                when="OLD.announced_at IS NOT NULL",
                editable=("closes_at", "answered_at", "answered_by", "cancelled_at", "cancelled_by"),
            ),
            *frozen(models.Benefit, when=opened),
            *frozen(models.Question, when=opened),
            *frozen(
                models.Submission,
                editable=("screening", "screened_at", "screened_by", "hold_reason", "withdrawn_at"),
            ),
            *frozen(models.Comment),
            *frozen(models.Answer),
            *frozen(models.Disposition, when="OLD.published_at IS NOT NULL"),
            *frozen(models.Edition, editable=("ended_on",)),
            *frozen(models.Material, editable=("removed_at", "removed_by")),
            one_page_a_language(models.ConsultationPage),
        ]
