"""Addresses of this room; stable once published (design §9)."""

from django.urls import URLPattern, path

from governance.views import ballot, bodies, desk, desk_bodies, desk_seats, desk_trade_offs, public, trade_offs

app_name = "governance"
urlpatterns: list[URLPattern] = [
    path("governance/", public.index, name="index"),
    path("decisions/<str:number>/", public.decision, name="decision"),
    path("decisions/<str:number>/words.json", public.decision_words, name="decision-words"),
    path("trade-offs/<str:number>/", trade_offs.trade_off, name="trade-off"),
    path("trade-offs/<str:number>/words.json", trade_offs.trade_off_words, name="trade-off-words"),
    path("bodies/<slug:slug>/", bodies.body, name="body"),
    path("governance/ballot/<str:number>/", ballot.ballot, name="ballot"),
    path("desk/bodies/", desk_bodies.bodies, name="desk-bodies"),
    path("desk/bodies/new/", desk_bodies.new, name="desk-body-new"),
    path("desk/bodies/<slug:slug>/", desk_bodies.body, name="desk-body"),
    path("desk/bodies/<slug:slug>/seats/<int:pk>/", desk_seats.seat, name="desk-seat"),
    path("desk/bodies/<slug:slug>/<slug:part>/", desk_bodies.part, name="desk-body-part"),
    path("desk/decisions/", desk.decisions, name="desk-decisions"),
    path("desk/decisions/new/", desk.new, name="desk-decision-new"),
    path("desk/decisions/<str:number>/", desk.decision, name="desk-decision"),
    path("desk/decisions/<str:number>/words/<str:language>/", desk.words, name="desk-decision-words"),
    path("desk/decisions/<str:number>/<slug:part>/", desk.part, name="desk-decision-part"),
    path("desk/trade-offs/<str:number>/", desk_trade_offs.trade_off, name="desk-trade-off"),
    path("desk/trade-offs/<str:number>/words/<str:language>/", desk_trade_offs.words, name="desk-trade-off-words"),
    path("desk/trade-offs/<str:number>/impacts/<int:pk>/", desk_trade_offs.impact, name="desk-impact"),
    path("desk/trade-offs/<str:number>/<slug:part>/", desk_trade_offs.part, name="desk-trade-off-part"),
]
