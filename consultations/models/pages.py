"""The words of consultations: what a round is about, in each language."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from portal.blocks import PROSE
from portal.sealing import HousePage, RecordPage


class ConsultationsIndexPage(HousePage):
    """The words above the list of rounds, and the shelf on which their pages stand."""

    lede = models.TextField(_("opening"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lede")]
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = ["consultations.ConsultationPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("consultations: opening words")


class ConsultationPage(RecordPage):
    """What a round is about. Its dates, its draft and its state stand on the ``Round``."""

    record = models.ForeignKey(
        "consultations.Round", null=True, blank=True, on_delete=models.PROTECT, related_name="pages"
    )
    lede = models.TextField(_("what it is about, in two or three sentences"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    body = StreamField(PROSE, blank=True, verbose_name=_("more about it"))

    words: ClassVar[tuple[str, ...]] = ("lede", "purpose", "body")
    content_panels = [
        *Page.content_panels,
        FieldPanel("record"),
        FieldPanel("lede"),
        FieldPanel("purpose"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["consultations.ConsultationsIndexPage"]

    class Meta:
        verbose_name = _("consultation: words")
