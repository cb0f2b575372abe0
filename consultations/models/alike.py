"""Which comments say nearly the same on the same clause: computed after sending, forgotten with the words."""

from __future__ import annotations

from django.db import models

from consultations.models.comments import Comment
from consultations.models.drafts import Clause
from consultations.models.rounds import Round


class Likeness(models.Model):
    """The marks by which a comment finds others, and the first of those it is like; none where it stands alone."""

    comment = models.OneToOneField(Comment, on_delete=models.PROTECT, related_name="likeness")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=False)
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    mark_1 = models.CharField(max_length=16)
    mark_2 = models.CharField(max_length=16)
    mark_3 = models.CharField(max_length=16)
    mark_4 = models.CharField(max_length=16)
    group = models.ForeignKey(Comment, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["round", f"mark_{n}"], name=f"likeness_mark_{n}") for n in range(1, 5)]

    def __str__(self) -> str:
        return f"likeness {self.pk}"
