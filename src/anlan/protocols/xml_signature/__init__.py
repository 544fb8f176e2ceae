"""Enveloped XML signatures (W3C XML-DSig) with RSA, ECDSA and SM2 (GM/T 0003): bytes signed, bytes verified."""
