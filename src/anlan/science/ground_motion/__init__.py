"""Peak ground motion around an epicentre, by the relations of the 2015 Chinese zonation map."""
