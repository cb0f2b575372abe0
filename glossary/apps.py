"""The glossary as Django sees it: what is frozen, and when."""

from django.apps import AppConfig


class GlossaryConfig(AppConfig):
    """The words an alliance can sign."""

    name = "glossary"
    verbose_name = "Glossary"

    def ready(self) -> None:
        from glossary import receivers  # noqa: F401

    def triggers(self) -> list:
        """An agreed version keeps its content for ever; only its status moves on."""
        from glossary.triggers import every

        return every()

    def due(self) -> list:
        """What the worker does for the glossary."""
        from glossary import importing, paper
        from glossary.actions import watching

        return [importing.give_up_stopped, paper.sweep, watching.tell_term_news]

    def faults(self) -> list[str]:
        """What ``verify_register`` says of the glossary."""
        from glossary.verifying import faults

        return list(faults())
