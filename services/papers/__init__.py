"""Official papers: drafted, checked, sealed."""
