"""What the secretariat does for those who search: looks at what was not found, and puts records above the hits."""
