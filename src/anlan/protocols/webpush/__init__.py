"""Web Push: message encryption (RFC 8291, RFC 8188 ``aes128gcm``) and the server's signature (RFC 8292 VAPID)."""

from anlan.protocols.webpush.encryption import LONGEST_TEXT, PushKeyError, decrypt, encrypt
from anlan.protocols.webpush.vapid import authorization, b64, new_key, public_key, unb64

__all__ = [
    "LONGEST_TEXT",
    "PushKeyError",
    "authorization",
    "b64",
    "decrypt",
    "encrypt",
    "new_key",
    "public_key",
    "unb64",
]
