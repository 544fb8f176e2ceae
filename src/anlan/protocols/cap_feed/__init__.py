"""Indexes of CAP messages: Atom 1.0 (RFC 4287) and RSS 2.0, read and written.

``reading.read(raw, base)`` gives a ``Feed`` of either form; an entry that cannot be used is set aside with its reason
and never spoils the rest. ``writing.write_atom(feed)`` and ``write_rss(feed)`` give bytes that are read back as
the same entries. An entry names the address of its message, or holds the message itself.
"""
