"""The words inside of files: PDF, Word, OpenDocument and plain text, read by the worker, found where their file is."""
