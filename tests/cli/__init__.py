"""The command line, each command run as a process of its own."""
