"""Shapes of what may be typed: forms, API bodies and imported rows share them."""
