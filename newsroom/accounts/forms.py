"""allauth's forms, where they would ask or tell something else than wanted here."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from newsroom.accounts.people import holders_of


class LoginForm(forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name or e-mail address"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["remember"].label = "Stay logged in on this computer"
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)


class ResetPasswordForm(forms.ResetPasswordForm):
    """Sends a mail to any address: to a stranger's, that it has no account.

    So neither the answer nor the time it takes tells who has one.
    """

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.users = [user for user in holders_of(email) if user.is_active]
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        if self.users:
            super().save(request, **kwargs)
        else:
            get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class ResetPasswordKeyForm(forms.ResetPasswordKeyForm):
    def save(self) -> None:
        super().save()
        get_adapter().forget_failed_logins(self.user)
