"""What the reports draw and write."""
