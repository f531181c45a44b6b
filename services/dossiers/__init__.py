"""The dossier of a case, and who outside may read it."""
