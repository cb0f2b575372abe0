"""The databases as search engines: each says how its rows are matched and ranked; ``skeleton`` asks the rest."""
