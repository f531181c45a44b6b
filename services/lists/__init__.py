"""Who stands on a list: proposals, the register, publicity, lists by rule."""
