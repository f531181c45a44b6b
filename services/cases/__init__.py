"""Cases of the lists: papers, decisions, and what the machine says of them."""
