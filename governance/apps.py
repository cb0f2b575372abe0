"""Governance as Django sees it: what is frozen, and when."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Who decides what, and at what price to whom."""

    name = "governance"
    verbose_name = "Governance"

    def triggers(self) -> list:
        """A published decision, a position and a published trade-off statement never change."""
        from governance import models
        from portal.triggers import frozen, one_page_a_language

        weighed = (
            "EXISTS (SELECT 1 FROM governance_tradeoff t WHERE t.id = OLD.trade_off_id AND t.published_at IS NOT NULL)"
        )
        option_weighed = (
            "EXISTS (SELECT 1 FROM governance_tradeoff t WHERE t.decision_id = OLD.decision_id "
            "AND t.published_at IS NOT NULL)"
        )
        decided = (
            "EXISTS (SELECT 1 FROM governance_decision d WHERE d.id = OLD.decision_id AND d.published_at IS NOT NULL)"
        )
        return [
            *frozen(models.Decision, when="OLD.published_at IS NOT NULL", editable=("state",)),
            *frozen(models.Position),
            *frozen(models.Adoption, when=decided),
            *frozen(models.AnsweredComment, when=decided),
            *frozen(models.Option, when=option_weighed, editable=("is_chosen", "rejections")),
            *frozen(models.TradeOff, when="OLD.published_at IS NOT NULL"),
            *frozen(models.Impact, when=weighed),
            *map(one_page_a_language, [models.DecisionPage, models.TradeOffPage, models.BodyPage]),
        ]
