"""Thinks: pure functions over model values. Called by app alone; knows neither Qt nor SQL."""
