"""Importing history from tables: upload, check, store, take back."""
