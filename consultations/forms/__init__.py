"""Input of people, one module a concern."""
