"""Floor 2: organs, people and rights, audit chain, numbers, files, outbox, and the registries duties join."""
