"""Credit repair."""
