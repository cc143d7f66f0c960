"""How long the product takes, beside the floor and beside what one would use instead."""
