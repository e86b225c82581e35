"""柜台: where the public stands: intake and collection."""
