"""What people fill in: at the desk, and in public."""
