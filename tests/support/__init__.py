"""What tests of several folders share: databases, a browser, the project's files."""
