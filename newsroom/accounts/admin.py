"""People and what they log in with, in the admin."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db.models import ManyToManyField
from django.http import HttpRequest

from articles.admin.lookups import OfferedLookups
from newsroom.accounts.people import holders_of

admin.site.unregister([User, Group, Authenticator])
# Addresses stand in the user's own record alone: see `newsroom.accounts.people`.
admin.site.unregister(EmailAddress)


class OneHolder(forms.ModelForm):  # type: ignore[type-arg]  # takes none at run time
    """An address opens one account: two with the same would share their logins and resets."""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if any(holder.pk != self.instance.pk for holder in holders_of(email)):
            raise ValidationError("Another account has this address.")
        return email


class PersonForm(OneHolder, UserChangeForm):  # type: ignore[type-arg]  # takes none at run time
    pass


class NewPersonForm(OneHolder, AdminUserCreationForm):  # type: ignore[type-arg]  # none at run time
    class Meta(AdminUserCreationForm.Meta):
        fields = ("username", "email")


@admin.register(User)
class PersonAdmin(OfferedLookups, UserAdmin):  # type: ignore[type-arg]  # takes none at run time
    """Rights come by groups. Only a superuser makes or changes another.

    Nobody is deleted here: what people wrote stays theirs, and to tell what stands against it would
    tell that they keep something private. An account is closed instead (`is_active`).
    """

    form = PersonForm
    add_form = NewPersonForm
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Rights", {"fields": ("is_active", "groups", "is_staff", "is_superuser")}),
        ("Times", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "email", "usable_password", "password1", "password2")}),
    )
    filter_horizontal = ()
    list_filter = ("groups", "is_staff", "is_active")
    list_display = ("username", "email", "last_login", "is_staff", "is_active")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        times = ("last_login", "date_joined")
        return times if request.user.is_superuser else (*times, "is_superuser")

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _is_within_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _is_within_reach(request: HttpRequest, person: User | None) -> bool:
    return person is None or not person.is_superuser or request.user.is_superuser


@admin.register(Group)
class RightsAdmin(OfferedLookups, GroupAdmin):
    filter_horizontal = ()


@admin.register(Authenticator)
class SecondFactorAdmin(OfferedLookups):
    """Seen and removed, when a phone is lost; keys and codes themselves are shown to nobody."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__username", "user__email")
    fields = readonly_fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
