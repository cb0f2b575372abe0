"""File formats: read into plain rows, write from plain rows; no database."""
