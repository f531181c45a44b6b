"""What the limited child process does: reads an original, writes a copy without anything active."""
