"""One page that Chromium looks at."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """An address, and as whom to open it; addresses of rows are asked for when the test runs."""

    name: str
    path: str | Callable[[], str]
    role: str = ""
    shows: str = ""  # the page type whose words stand there
    status: int = 200

    @property
    def address(self) -> str:
        return self.path if isinstance(self.path, str) else self.path()

    def __str__(self) -> str:
        return f"{self.name} as {self.role}" if self.role else self.name
