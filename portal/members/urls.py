"""Addresses about one's own account; allauth's stand beside them."""

from django.urls import path, re_path

from portal.members import token_views, views

app_name = "members"
urlpatterns = [
    path("", views.account, name="account"),
    path("profile/", views.profile, name="profile"),
    path("tokens/", token_views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", token_views.revoke, name="revoke-token"),
    path("memberships/", views.memberships, name="memberships"),
    re_path(r"^memberships/(?P<pk>\d+)/(?P<verb>confirm|decline|end|delegate)/$", views.change, name="change"),
]
