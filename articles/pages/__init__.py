"""What pages show, made ready in Python so that templates only place it."""
