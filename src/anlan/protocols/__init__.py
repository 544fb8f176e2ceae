"""Codecs between bytes and dataclasses, one package per standard."""
