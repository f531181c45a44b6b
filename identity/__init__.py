"""Who somebody is: codes, names, regions and the text that may be typed; pure, no database, no web."""
