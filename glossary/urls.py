"""Addresses of this room; stable once published (design §9)."""

from django.urls import path

from glossary import desk, desk_details, views

app_name = "glossary"
urlpatterns = [
    path("desk/glossary/", desk.index, name="desk"),
    path("desk/glossary/new/", desk.new, name="desk-new"),
    path("desk/glossary/<str:code>/", desk.concept, name="desk-concept"),
    path("desk/glossary/<str:code>/links/", desk_details.links, name="desk-links"),
    path("desk/glossary/<str:code>/names/<str:language>/", desk_details.names, name="desk-names"),
    path("glossary/", views.index, name="index"),
    path("glossary/<str:code>/", views.concept, name="concept"),
    path("glossary/<str:code>/card/", views.concept_card, name="concept-card"),
    path("glossary/<str:code>/v/<int:number>/", views.version, name="version"),
    path("glossary/<str:code>/v/<int:number>/content.json", views.version_content, name="version-content"),
]
