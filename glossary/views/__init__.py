"""Load, check, act, answer: the pages that everybody reads, and the desk where terms are worked on."""
