"""Blocks that pages of more than one room use."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link", "term", "no-term"]


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, and whose they are."""

    words = blocks.TextBlock(label=_("words"))
    speaker = blocks.CharBlock(label=_("who said it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("quotation")
        template = "portal/blocks/quote.html"


PROSE = [
    ("heading", blocks.CharBlock(label=_("heading"), icon="title", template="portal/blocks/heading.html")),
    ("text", blocks.RichTextBlock(label=_("text"), features=FEATURES, template="portal/blocks/text.html")),
    ("quote", QuoteBlock()),
]
