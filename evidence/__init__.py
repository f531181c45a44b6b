"""Files that prove something: recognised by content, kept encrypted, shown as safe copies."""
