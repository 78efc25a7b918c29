"""Pixels: draws what app says and passes on what the person does. Knows app and model."""
