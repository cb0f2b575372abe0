"""Governance as Django sees it: what is frozen, and when."""

from dataclasses import replace

from django.apps import AppConfig

WEIGHED = "EXISTS (SELECT 1 FROM governance_tradeoff t WHERE t.id = {row}.trade_off_id AND t.published_at IS NOT NULL)"
OPTION_WEIGHED = (
    "EXISTS (SELECT 1 FROM governance_tradeoff t WHERE t.decision_id = {row}.decision_id "
    "AND t.published_at IS NOT NULL)"
)
CLOSED = (
    "EXISTS (SELECT 1 FROM governance_decision d WHERE d.id = {row}.decision_id "
    "AND (d.published_at IS NOT NULL OR d.returned_at IS NOT NULL))"
)

PUT_TO_SEATS = (
    "EXISTS (SELECT 1 FROM governance_decision d WHERE d.id = {row}.decision_id "
    "AND (d.last_call_from IS NOT NULL OR d.published_at IS NOT NULL OR d.returned_at IS NOT NULL))"
)


class GovernanceConfig(AppConfig):
    """Who decides what, and at what price to whom."""

    name = "governance"
    verbose_name = "Governance"

    def triggers(self) -> list:
        """What was decided, said, weighed and published, and what a body went by, never changes."""
        from governance import models
        from portal.triggers import frozen, one_page_a_language

        closed = "OLD.published_at IS NOT NULL OR OLD.returned_at IS NOT NULL"
        return [
            *for_ever(frozen(models.Decision, when=closed, editable=("state",))),
            *frozen(models.Position),
            *frozen(models.BodyChange),
            *frozen(models.Adoption, when=CLOSED.format(row="OLD")),
            *frozen(models.AnsweredComment, when=CLOSED.format(row="OLD")),
            *weighed_options(),
            *for_ever(frozen(models.TradeOff, when="OLD.published_at IS NOT NULL")),
            *frozen(models.Impact, when=WEIGHED.format(row="OLD")),
            *nothing_added(),
            *map(one_page_a_language, [models.DecisionPage, models.TradeOffPage, models.BodyPage]),
        ]

    def due(self) -> list:
        """Terms of seats begin and end by themselves."""
        from governance.actions import keep_all_in_step

        return [keep_all_in_step]


def for_ever(triggers: list) -> list:
    """The same, and no delete at all: a number is never used twice, not even that of a draft."""
    return [replace(trigger, when="true") if trigger.event == "DELETE" else trigger for trigger in triggers]


def weighed_options() -> list:
    """An option that was weighed keeps its words; which one is proposed, and why, stands from the last call on."""
    from governance.models import Option
    from portal.triggers import frozen

    weighed, called = OPTION_WEIGHED.format(row="OLD"), PUT_TO_SEATS.format(row="OLD")
    update, delete, truncate = frozen(Option, when=weighed, editable=("is_chosen", "rejections"))
    whole = frozen(Option, when=called)[0]
    return [
        replace(update, when=f"({update.when}) OR ({whole.when})"),
        replace(delete, when=f"({weighed}) OR ({called})"),
        truncate,
    ]


def nothing_added() -> list:
    """What is closed gets no late rows either."""
    from governance import models
    from portal.triggers import Trigger

    rows = (
        (models.Position, CLOSED),
        (models.Adoption, CLOSED),
        (models.AnsweredComment, CLOSED),
        (models.Option, f"{OPTION_WEIGHED} OR {PUT_TO_SEATS}"),
        (models.Impact, WEIGHED),
    )
    return [
        Trigger(model._meta.db_table, "INSERT", when.format(row="NEW"), f"{model._meta.label} is frozen")
        for model, when in rows
    ]
