"""What tests share: builders, loaders and small real servers."""
