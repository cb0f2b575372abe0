"""One module a file format: read to plain data, plain data to write; no database."""
