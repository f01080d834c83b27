"""How older stores become the present one; applied when a store is opened."""
