"""The demo alliance: an invented story told by setting the clock and calling actions. Its words stand in ``words/``."""
