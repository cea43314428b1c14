"""The nouns of 发文登记."""
