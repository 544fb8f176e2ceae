"""Spread of forest and grass fires: rates by Wang Zhengfei and by Rothermel, and their way over terrain."""
