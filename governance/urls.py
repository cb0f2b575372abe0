"""Addresses of this room; stable once published (design §9)."""

from django.urls import URLPattern, path

from governance.views import ballot, bodies, public, trade_offs

app_name = "governance"
urlpatterns: list[URLPattern] = [
    path("governance/", public.index, name="index"),
    path("decisions/<str:number>/", public.decision, name="decision"),
    path("decisions/<str:number>/words.json", public.decision_words, name="decision-words"),
    path("trade-offs/<str:number>/", trade_offs.trade_off, name="trade-off"),
    path("trade-offs/<str:number>/words.json", trade_offs.trade_off_words, name="trade-off-words"),
    path("bodies/<slug:slug>/", bodies.body, name="body"),
    path("governance/ballot/<str:number>/", ballot.ballot, name="ballot"),
]
