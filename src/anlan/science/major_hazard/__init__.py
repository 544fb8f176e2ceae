"""Major hazard installations of hazardous chemicals by GB 18218-2018."""
