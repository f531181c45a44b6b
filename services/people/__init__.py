"""Who uses the product: accounts, roles, signing in, deputies."""
