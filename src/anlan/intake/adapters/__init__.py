"""The mailboxes as they really are."""
