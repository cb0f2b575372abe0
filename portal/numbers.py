"""Numbers that an address, a button or a form brings along: read in one place, so that no odd one breaks a page."""

MOST_DIGITS = 18  # what fits every column of numbers on both databases


def row_number(said: str) -> int:
    """The number of a row; nought, which no row has, for anything else: ``²``, a word, four hundred digits."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS else 0
