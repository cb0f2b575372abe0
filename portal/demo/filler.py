"""Words that mean nothing, for a made-up alliance: the same ones for the same seed."""

from random import Random

WORDS = (
    "mine site water ore trader buyer worker union community river dust tunnel audit risk record payment cooperative "
    "smelter refinery supplier contract origin child safety grievance remedy land forest elder season school price"
)


class Filler:
    """The same words for the same seed."""

    def __init__(self, seed: int) -> None:
        self.all = WORDS.split()
        self.random = Random(seed)  # noqa: S311 -- nothing here is secret

    def words(self, count: int) -> str:
        return " ".join(self.random.choices(self.all, k=count))

    def sentence(self, count: int = 18) -> str:
        return f"{self.words(count).capitalize()}."
