"""Export formats: from frozen values to files' contents."""
