"""Addresses of this room; stable once published (design §9)."""

from django.urls import path

from glossary.views import checking, data, desk, desk_details, imports, pages, printing

app_name = "glossary"
urlpatterns = [
    path("desk/glossary/", desk.index, name="desk"),
    path("desk/glossary/new/", desk.new, name="desk-new"),
    path("desk/glossary/remarks/", checking.index, name="desk-remarks"),
    path("desk/glossary/imports/", imports.index, name="desk-imports"),
    path("desk/glossary/imports/<int:pk>/", imports.one, name="desk-import"),
    path("desk/glossary/<str:code>/", desk.concept, name="desk-concept"),
    path("desk/glossary/<str:code>/links/", desk_details.links, name="desk-links"),
    path("desk/glossary/<str:code>/names/<str:language>/", desk_details.names, name="desk-names"),
    path("glossary/", pages.index, name="index"),
    path("glossary/print/", printing.printed, name="print"),
    path("glossary/export/glossary.<slug:ending>", data.download, name="export"),
    path("glossary/<str:code>/", pages.concept, name="concept"),
    path("glossary/<str:code>/card/", pages.concept_card, name="concept-card"),
    path("glossary/<str:code>/v/<int:number>/", pages.version, name="version"),
    path("glossary/<str:code>/v/<int:number>/card/", pages.version_card, name="version-card"),
    path("glossary/<str:code>/v/<int:number>/content.json", pages.version_content, name="version-content"),
]
