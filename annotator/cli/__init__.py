"""Arguments, printed output and exit codes. Knows app and model only; opens no window itself."""
