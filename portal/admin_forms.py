"""The alliance's settings at /admin/: a line for each language instead of JSON."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.by_language import ByLanguageField


class AllianceForm(WagtailAdminModelForm):
    """Name, address, the sentence at the foot, the notice of competition law."""

    colophon = ByLanguageField(label=_("Sentence at the foot"), required=False)
    competition_notice = ByLanguageField(
        label=_("What competitors must not tell each other"),
        help_text=_("Shown wherever somebody comments. A round may say something else; empty: the usual words."),
        required=False,
        rows=4,
    )
