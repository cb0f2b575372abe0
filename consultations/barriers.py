"""What may keep somebody from taking part, and how hard it is: the two lists of the barrier question."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Obstacle(models.TextChoices):
    """What stands in the way."""

    COST = "cost", _("what it costs")
    PAPERS = "papers", _("papers we cannot get")
    DANGER = "danger", _("it could put us in danger")
    ACCESS = "access", _("language, reading or distance")
    OTHER = "other", _("something else")
    NOTHING = "nothing", _("nothing keeps us from taking part")


class Severity(models.TextChoices):
    """How hard it is."""

    PREVENTS = "prevents", _("it stops us")
    DISCOURAGES = "discourages", _("it makes us hesitate")
    MANAGEABLE = "manageable", _("we can live with it")
    UNSAID = "unsaid", _("rather not say")
