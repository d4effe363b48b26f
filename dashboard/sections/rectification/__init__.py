"""整改跟踪: the loop from found to closed, its clock, and what to press for."""
