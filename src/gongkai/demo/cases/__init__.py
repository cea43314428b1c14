"""The demo's requests: told in the content files, lived through by the acts alone."""
