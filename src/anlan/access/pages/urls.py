"""The room's addresses."""

from django.urls import path

from anlan.access.pages import account, accounts, keys, signing_in

app_name = "access"
urlpatterns = [
    path("login/", signing_in.login_page, name="login"),
    path("logout/", signing_in.logout_page, name="logout"),
    path("account/", account.account_page, name="own"),
    path("account/password/", account.change_own_password, name="own-password"),
    path("account/sessions/<uuid:record_id>/end/", account.end_session, name="end-session"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new/", accounts.new_account, name="new"),
    path("accounts/keys/", keys.key_list, name="keys"),
    path("accounts/keys/<uuid:key_id>/revoke/", keys.revoke_key, name="revoke-key"),
    path("accounts/<uuid:user_id>/", accounts.account_file, name="account"),
    path("accounts/<uuid:user_id>/grant/", accounts.grant, name="grant"),
    path("accounts/<uuid:user_id>/revoke/", accounts.revoke, name="revoke"),
    path("accounts/<uuid:user_id>/disable/", accounts.disable, name="disable"),
    path("accounts/<uuid:user_id>/enable/", accounts.enable, name="enable"),
    path("accounts/<uuid:user_id>/password/", accounts.new_password, name="reset"),
]
