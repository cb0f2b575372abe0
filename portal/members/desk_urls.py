"""The secretariat's place of work with people."""

from django.urls import path

from portal.members import views

app_name = "members_desk"
urlpatterns = [path("desk/members/", views.waiting, name="waiting")]
