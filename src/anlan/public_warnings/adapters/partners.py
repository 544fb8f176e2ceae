"""The fetcher by the settings of this platform."""

from django.conf import settings

from anlan.public_warnings.adapters.fetching import HttpFetcher


def partner_fetcher() -> HttpFetcher:
    """Return what fetches from partners: from the open internet, and from the hosts that the setting names."""
    return HttpFetcher(settings.ANLAN["ANLAN_PARTNER_HOSTS"])
