"""The words of governance. Facts stand on the records; each record's own address shows its sealed words."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.blocks import PROSE
from portal.sealing import HousePage, RecordPage


class GovernanceIndexPage(HousePage):
    """The words above the register of decisions, and the shelf on which the pages of records stand."""

    lede = models.TextField(_("opening"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["governance.DecisionPage", "governance.TradeOffPage", "governance.BodyPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("decisions: opening words")


class DecisionPage(RecordPage):
    """What was asked, what was chosen and why."""

    record = models.ForeignKey(
        "governance.Decision", null=True, blank=True, on_delete=models.PROTECT, related_name="pages"
    )
    plain_summary = models.TextField(_("plain summary"), blank=True)
    cost_line = models.CharField(_("what it costs, in one line"), max_length=240, blank=True)
    question = models.TextField(_("the question"), blank=True)
    context = StreamField(PROSE, blank=True, verbose_name=_("context"))
    rationale = StreamField(PROSE, blank=True, verbose_name=_("reasons"))

    words: ClassVar[tuple[str, ...]] = ("plain_summary", "cost_line", "question", "context", "rationale")
    content_panels = [*Page.content_panels, FieldPanel("record"), *(FieldPanel(name) for name in words)]
    parent_page_types: ClassVar[list[str]] = ["governance.GovernanceIndexPage"]

    class Meta:
        verbose_name = _("decision: words")


class TradeOffPage(RecordPage):
    """What was weighed, in words."""

    record = models.ForeignKey(
        "governance.TradeOff", null=True, blank=True, on_delete=models.PROTECT, related_name="pages"
    )
    plain_summary = models.TextField(_("plain summary"), blank=True)
    problem = models.TextField(_("the problem"), blank=True)
    given_up = models.TextField(_("what is given up, and by whom"), blank=True)
    given_up_why = models.TextField(_("why that is accepted"), blank=True)
    body = StreamField(PROSE, blank=True, verbose_name=_("how it was weighed"))

    words: ClassVar[tuple[str, ...]] = ("plain_summary", "problem", "given_up", "given_up_why", "body")
    content_panels = [*Page.content_panels, FieldPanel("record"), *(FieldPanel(name) for name in words)]
    parent_page_types: ClassVar[list[str]] = ["governance.GovernanceIndexPage"]

    class Meta:
        verbose_name = _("trade-off statement: words")


class BodyPage(RecordPage):
    """What a body may decide, and how it works. Not evidence: published like any page, by the body's action."""

    record = models.ForeignKey("governance.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="pages")
    lede = models.TextField(_("opening"), blank=True)
    mandate = StreamField(PROSE, blank=True, verbose_name=_("mandate"))

    words: ClassVar[tuple[str, ...]] = ("lede", "mandate")
    content_panels = [*Page.content_panels, FieldPanel("record"), *(FieldPanel(name) for name in words)]
    parent_page_types: ClassVar[list[str]] = ["governance.GovernanceIndexPage"]

    class Meta:
        verbose_name = _("body: words")
