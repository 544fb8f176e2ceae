"""Responses, orders with feedback, and evacuation lists."""
