"""A believable small province, always relative to today."""
