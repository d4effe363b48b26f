"""区县对比: who differs from the rest of the city, by how much, and what is behind it."""
