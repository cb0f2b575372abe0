"""Addresses about one's own account; allauth's stand beside them."""

from django.urls import path, re_path

from portal.members import views

app_name = "members"
urlpatterns = [
    path("", views.account, name="account"),
    path("profile/", views.profile, name="profile"),
    path("memberships/", views.memberships, name="memberships"),
    re_path(r"^memberships/(?P<pk>\d+)/(?P<verb>confirm|decline|end|delegate)/$", views.change, name="change"),
]
