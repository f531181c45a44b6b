"""The statement of account, and the questions that it answers."""
