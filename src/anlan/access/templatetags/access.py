"""Filters that write a role and a journal entry: ``{{ key|role_word }}``, ``{{ entry|what }}``."""

from django import template

from anlan.access import words

register = template.Library()
register.filter("role_word", words.role_word)
register.filter("what", words.what)
