"""The nouns of 登载平台."""
