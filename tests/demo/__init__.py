"""The demo: its content, its building, what it promises."""
