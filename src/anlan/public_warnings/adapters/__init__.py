"""The channels as they really are: mail, SMS gateway, webhook, loudspeaker."""
