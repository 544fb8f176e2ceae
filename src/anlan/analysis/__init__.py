"""Analysis and judgement: models run on the registries, each run kept with what it knew and who relied on it."""
