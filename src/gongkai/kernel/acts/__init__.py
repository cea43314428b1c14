"""Acts on organs, departments, people and roles: one file per thing acted upon."""
