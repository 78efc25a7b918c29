"""Words and rules: frozen values. Imports nothing of ours, no Qt, no SQL."""
