"""The verbs of 主动公开基本目录."""
