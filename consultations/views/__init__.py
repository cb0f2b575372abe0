"""Pages of consultations, one module a concern."""
