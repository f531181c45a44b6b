"""Facts as scoring reads them, and the scores that are kept."""
