"""Who and when belong together: each pair ``x_at`` and ``x_by`` is bound by a constraint of the database."""

import pytest
from django.apps import apps
from django.db import models

OWN = ("portal", "members", "glossary", "consultations", "governance", "search")


def pairs() -> list[tuple[type[models.Model], str]]:
    """Every model and stem that has both, where both may be empty."""
    found = []
    for label in OWN:
        for model in apps.get_app_config(label).get_models():
            fields = {field.name: field for field in model._meta.local_concrete_fields}
            for name in fields:
                stem = name.removesuffix("_at")
                if stem != name and f"{stem}_by" in fields and fields[name].null:
                    found.append((model, stem))
    return found


def names_in(condition: models.Q) -> set[str]:
    """The fields a condition speaks of."""
    found: set[str] = set()
    for child in condition.children:
        found |= names_in(child) if isinstance(child, models.Q) else {child[0].split("__")[0]}
    return found


@pytest.mark.parametrize(("model", "stem"), pairs())
def test_a_pair_is_bound(model: type[models.Model], stem: str):
    checks = [c for c in model._meta.constraints if isinstance(c, models.CheckConstraint)]
    assert any({f"{stem}_at", f"{stem}_by"} <= names_in(check.condition) for check in checks)


def test_there_are_pairs():
    assert len(pairs()) >= 6
