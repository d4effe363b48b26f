"""数据与口径: whether figures can be trusted, what they mean, and where they come from."""
