"""门户：公众读到的网页。Page kinds that are baked into the release, and the few that are served live."""
