"""People, and from which side they speak: every room above builds on these. And the tokens of programs."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.hands import at_and_by
from portal.members.languages import Words, pick

SECRETARIAT = "secretariat"  # the Django group that may write words at /admin/


class UserQuerySet(models.QuerySet["User"]):
    """Verbs over people."""

    def staff(self) -> UserQuerySet:
        """The secretariat and the administrators."""
        return self.filter(is_staff=True, is_active=True)

    def delegates_of(self, organisation: Organisation) -> UserQuerySet:
        """Who confirms the people of an organisation."""
        theirs = Membership.objects.confirmed().filter(organisation=organisation, role=Membership.Role.DELEGATE)
        return self.filter(is_active=True, pk__in=theirs.values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes people by their e-mail address, in lower case: two spellings are one person."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        user.join_secretariat()
        return user

    def get_by_natural_key(self, email: str) -> User:
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in; known by e-mail, shown by the name they choose."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name to show"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=35, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("works for the secretariat"), default=False)
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_superuser=False) | Q(is_staff=True), name="user_administrators_are_staff"
            )
        ]

    def __str__(self) -> str:
        """Only a number: the audit log keeps this text for ever, and a name could then never be erased."""
        return f"person {self.pk}"

    def get_full_name(self) -> str:
        return self.display_name or self.email.partition("@")[0]

    get_short_name = get_full_name

    def join_secretariat(self) -> None:
        """The desk and the admin open together: one asks for the flag, the other for the group."""
        self.is_staff = True
        self.save(update_fields=["is_staff"])
        self.groups.add(Group.objects.get_or_create(name=SECRETARIAT)[0])

    def leave_secretariat(self) -> None:
        """And they close together."""
        self.is_staff = False
        self.save(update_fields=["is_staff"])
        self.groups.remove(*Group.objects.filter(name=SECRETARIAT))


def shown_name(user: User) -> str:
    """How allauth's pages and mails call a person: ``str()`` is only a number."""
    return user.get_full_name()


class StakeholderGroup(models.Model):
    """A side of the table: positions, comments and costs are always told by group."""

    code = models.SlugField(_("code"), max_length=8, unique=True, help_text=_("Also the class of its sign: g-<code>."))
    names = models.JSONField(_("name by language"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("stakeholder group")
        verbose_name_plural = _("stakeholder groups")

    def __str__(self) -> str:
        return self.words.text

    @property
    def words(self) -> Words:
        """The name for the reader, with its language."""
        return pick(self.names)


class Sector(models.Model):
    """A tier of the value chain. Communities and governments have none."""

    code = models.SlugField(_("code"), max_length=12, unique=True)
    names = models.JSONField(_("name by language"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self) -> str:
        return self.words.text

    @property
    def words(self) -> Words:
        """The name for the reader, with its language."""
        return pick(self.names)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Verbs over organisations."""

    def open_to(self, user: User) -> OrganisationQuerySet:
        """Those the person may still ask to belong to."""
        current = Membership.objects.filter(user=user, ended_at=None).values("organisation")
        return self.exclude(status=Organisation.Status.FORMER).exclude(pk__in=current)


class Organisation(models.Model):
    """Who may be spoken for; a member of the alliance or not."""

    class Status(models.TextChoices):
        MEMBER = "member", _("member")
        OBSERVER = "observer", _("observer")
        FORMER = "former", _("former member")

    name = models.CharField(_("name"), max_length=200, unique=True)
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="organisations")
    sectors = models.ManyToManyField(Sector, blank=True, related_name="organisations")
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166, two letters."))
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.MEMBER)
    joined_on = models.DateField(_("member since"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("pk")), name="organisation_is_not_its_own_parent"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Verbs over memberships."""

    def confirmed(self) -> MembershipQuerySet:
        """Those that give rights."""
        return self.filter(confirmed_at__isnull=False, ended_at=None)

    def waiting(self) -> MembershipQuerySet:
        """Asked for, not answered yet."""
        return self.filter(confirmed_at=None, ended_at=None)

    def for_lists(self) -> MembershipQuerySet:
        """Person, organisation and its group without a query a row."""
        return self.select_related("user", "organisation__group")


class Membership(models.Model):
    """A person belongs to an organisation: asked for by the person, confirmed by its delegate or the secretariat."""

    class Role(models.TextChoices):
        COLLEAGUE = "colleague", _("colleague")
        DELEGATE = "delegate", _("delegate: speaks for the organisation")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.COLLEAGUE)
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(ended_at=None), name="membership_once_at_a_time"
            ),
            at_and_by("confirmed", "membership_confirmed_at_and_by"),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class ReadingTokenQuerySet(models.QuerySet["ReadingToken"]):
    """Verbs over tokens."""

    def holding(self) -> ReadingTokenQuerySet:
        """Those that let somebody in now."""
        return self.filter(revoked_at=None, ends_at__gt=clock.now(), user__is_active=True)

    def known_by(self, secret: str) -> ReadingToken | None:
        """The one of this secret, with its person."""
        digest = sha256(secret.encode(errors="replace")).hexdigest()
        return self.select_related("user").filter(secret_sha256=digest).first()


class ReadingToken(models.Model):
    """With it a program reads what its person may read. The secret is shown once and kept as a hash only."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reading_tokens")
    name = models.CharField(_("what it is for"), max_length=60)
    start = models.CharField(max_length=8)  # of the secret, to tell one from the other
    secret_sha256 = models.CharField(max_length=64, unique=True)
    opens_records = models.BooleanField(_("what I may read as a member or in a body"), default=True)
    opens_responses = models.BooleanField(_("what I said myself"), default=False)
    made_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)  # the day, and no more

    objects = ReadingTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_records=True) | Q(opens_responses=True), name="token_opens_something"
            )
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"
