"""Coefficients of agreement: arithmetic on plain values, spans and clusters, without a project."""
