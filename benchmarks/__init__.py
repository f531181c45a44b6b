"""Side-by-side measurements of the product and its peers."""
