"""The services of the product for machines, described by OpenAPI."""
