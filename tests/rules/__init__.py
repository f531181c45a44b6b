"""Tests of rules as people meet them: documents, grounds, and whom a scheme is for."""
