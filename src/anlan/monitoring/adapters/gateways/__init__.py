"""The doors for devices that speak a protocol of their field over TCP or UDP."""
