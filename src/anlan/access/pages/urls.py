"""The room's addresses."""

from django.urls import path

from anlan.access.pages import signing_in

app_name = "access"
urlpatterns = [
    path("login/", signing_in.login_page, name="login"),
    path("logout/", signing_in.logout_page, name="logout"),
]
