"""The demo: an invented district and a bureau with its years, made through the acts like anything else."""
