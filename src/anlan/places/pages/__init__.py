"""Pages of places: looking through divisions, and the answers of the place picker."""
