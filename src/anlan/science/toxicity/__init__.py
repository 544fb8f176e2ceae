"""What a concentration does to people: end points, doses, probits."""
