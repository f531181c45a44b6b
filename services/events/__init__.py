"""Records of performance: entered, noticed, confirmed, corrected, shown."""
