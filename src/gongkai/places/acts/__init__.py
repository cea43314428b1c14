"""The verbs of 登载平台."""
