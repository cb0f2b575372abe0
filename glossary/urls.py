"""Addresses of this room; stable once published (design §9)."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from glossary.models import TermWatch
from glossary.views import (
    alignment,
    asking,
    checking,
    citing,
    data,
    desk,
    desk_details,
    desk_releases,
    desk_voices,
    imports,
    pages,
    printing,
    releases,
    voices,
    watching,
)
from portal.subscriptions.urls import subscribing

app_name = "glossary"
urlpatterns = [
    path("desk/glossary/", desk.index, name="desk"),
    path("desk/glossary/new/", desk.new, name="desk-new"),
    path("desk/glossary/remarks/", checking.index, name="desk-remarks"),
    path("desk/glossary/imports/", imports.index, name="desk-imports"),
    path("desk/glossary/imports/<int:pk>/", imports.one, name="desk-import"),
    path("desk/glossary/proposals/", desk_voices.proposals, name="desk-proposals"),
    path("desk/glossary/proposals/<int:number>/", desk_voices.proposal, name="desk-proposal"),
    path("desk/glossary/comments/", desk_voices.comments, name="desk-comments"),
    path("desk/glossary/comments/<int:number>/", desk_voices.comment, name="desk-comment"),
    path("desk/glossary/releases/", desk_releases.index, name="desk-releases"),
    path("desk/glossary/releases/new/", desk_releases.new, name="desk-release-new"),
    path("desk/glossary/reviews/", desk_voices.reviews, name="desk-reviews"),
    path("desk/glossary/<str:code>/", desk.concept, name="desk-concept"),
    path("desk/glossary/<str:code>/links/", desk_details.links, name="desk-links"),
    path("desk/glossary/<str:code>/names/<str:language>/", desk_details.names, name="desk-names"),
    path("desk/glossary/<str:code>/review/", desk_voices.review, name="desk-review"),
    path("glossary/", pages.index, name="index"),
    path("glossary/print/", printing.printed, name="print"),
    path("glossary/glossary.pdf", printing.pdf, name="pdf"),
    path("glossary/releases/", releases.index, name="releases"),
    path("glossary/releases/<str:label>/", releases.one, name="release"),
    path("glossary/releases/<str:label>/cite.bib", releases.bibtex, name="release-bibtex"),
    path("glossary/releases/<str:label>/SHA256SUMS", releases.sums, name="release-sums"),
    path("glossary/releases/<str:label>/<str:name>", releases.file, name="release-file"),
    path("glossary/export/glossary.<slug:ending>", data.download, name="export"),
    path("glossary/proposals/", asking.queue, name="proposals"),
    path("glossary/proposals/<int:number>/", asking.proposal, name="proposal"),
    path("glossary/propose/", asking.ask, name="ask"),
    *subscribing("glossary/watch/", watching.watching, TermWatch, home=("glossary:index", _("The glossary"))),
    path("glossary/<str:code>/", pages.concept, name="concept"),
    path("glossary/<str:code>/card/", pages.concept_card, name="concept-card"),
    path("glossary/<str:code>/compare/", citing.compare, name="compare"),
    path("glossary/<str:code>/propose/", asking.ask, name="ask-change"),
    path("glossary/<str:code>/voices/", alignment.voices, name="voices"),
    path("glossary/<str:code>/v/<int:number>/", pages.version, name="version"),
    path("glossary/<str:code>/v/<int:number>/card/", pages.version_card, name="version-card"),
    path("glossary/<str:code>/v/<int:number>/cite.bib", citing.bibtex, name="version-bibtex"),
    path("glossary/<str:code>/v/<int:number>/comments/", voices.comments, name="comments"),
    path("glossary/<str:code>/v/<int:number>/content.json", pages.version_content, name="version-content"),
    path("glossary/<str:code>/v/<int:number>/sounding/", voices.sounding, name="sounding"),
]
