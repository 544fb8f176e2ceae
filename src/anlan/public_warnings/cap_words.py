"""Why a CAP message is refused, in the reader's words; its codes and rules stay in the records."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

CODE_WORDS: Final[dict[str, Promise]] = {
    "cap12.too_large": _("Message too large"),
    "cap12.not_well_formed": _("Not well-formed XML"),
    "cap12.doctype_not_allowed": _("Document type declared"),
    "cap12.not_cap": _("No CAP message"),
    "cap12.container": _("A feed or envelope, no message"),
    "cap12.other_version": _("Other version of CAP"),
    "cap12.broken_rule": _("A rule of CAP is broken"),
    "cap12.schema_violation": _("Not as the schema wants it"),
    "cap12.bad_name": _("Wrong identifier or sender"),
    "cap12.bad_time": _("Wrong time"),
    "cap12.bad_polygon": _("Wrong polygon"),
    "cap12.bad_circle": _("Wrong circle"),
    "cap12.bad_references": _("Wrong references"),
    "cap12.bad_scope": _("Wrong scope"),
    "cap12.bad_altitude": _("Wrong altitude"),
    "cap12.bad_language": _("Wrong language"),
    "cap12.bad_address": _("Wrong address"),
    "cap12.bad_mime_type": _("Wrong kind of file"),
    "cap12.bad_text": _("Wrong text"),
    "public_warnings.too_long": _("Longer than we keep"),
    "public_warnings.signature_broken": _("Signature broken"),
    "public_warnings.signature_missing": _("Not signed by its partner"),
}
_RULES: Final[dict[str, Promise]] = {
    "required": _("it is missing"),
    "at_most_once": _("it may stand only once"),
    "out_of_order": _("it stands in the wrong place"),
    "unknown_element": _("the standard has no such element here"),
    "no_attributes": _("no attributes are allowed"),
    "no_text_between_elements": _("there must be no text between elements"),
    "no_elements_inside": _("it must hold text only"),
    "one_of_the_list": _("it must be one of the standard's words"),
    "not_empty": _("it must not be empty"),
    "time_with_numeric_offset": _("a time needs its offset, as 2020-06-26T20:00:00+08:00"),
    "explicit_offset": _("a time needs its offset, as 2020-06-26T20:00:00+08:00"),
    "whole_number": _("it must be a whole number"),
    "decimal_number": _("it must be a number"),
    "number_of_bytes": _("it must be a number of bytes"),
    "rfc_3066": _("it must be a language tag, as zh-CN"),
    "no_space_comma_or_markup": _("it must not be empty, nor hold a space, comma, < or &"),
    "restriction_if_and_only_if_restricted": _("a restriction stands with the scope Restricted, and with no other"),
    "addresses_when_private": _("the scope Private needs addresses"),
    "references_on_update_and_cancel": _("an update or cancel must name what it is about"),
    "not_later_than_sent": _("it must not be later than the message itself"),
    "not_to_itself": _("a message must not refer to itself"),
    "not_before_effective_or_onset": _("it must not end before it begins"),
    "absolute_uri": _("it must be a full web address"),
    "uri": _("it must be a web address"),
    "absolute_or_with_content": _("it must be a full web address, or the file must be within the message"),
    "base64": _("the file within the message cannot be read"),
    "registered_type": _("it must be a registered kind of file"),
    "altitude_below_ceiling": _("the ceiling must lie above the altitude"),
    "on_globe_radius_not_negative": _("it must be latitude,longitude radius, on the globe"),
    "on_globe": _("latitude or longitude lies off the globe"),
    "at_least_4_points": _("it needs at least four points"),
    "closed": _("the last point must be the first again"),
    "does_not_cross_itself": _("the outline crosses or touches itself"),
    "ring_in_a_ring_is_no_hole": _("a ring within a ring is no hole"),
    "no_html_tags": _("a text must hold no HTML"),
    "no_html_entities": _("a text must hold no HTML"),
    "same_text_in_two_languages": _("two languages have the same text"),
    "well_formed_xml": _("it cannot be read as XML"),
    "no_document_type": _("a document type is never read"),
    "root_is_an_alert_of_cap": _("it must begin with a CAP alert"),
    "an_alert_itself_not_what_holds_alerts": _("a single message is taken here, not what holds many"),
    "version_1.1_or_1.2": _("only CAP 1.1 and 1.2 are read"),
    "signed_by_a_trusted_key": _("this partner's messages must be signed by a key that is trusted here"),
    "unaltered_since_signed": _("it was altered after it was signed"),
}
_COUNTED: Final[tuple[tuple[re.Pattern[str], Promise], ...]] = (
    (re.compile(r"at_most_(\d+)_bytes"), _("at most %(number)s bytes are read")),
    (re.compile(r"at_most_(\d+)_characters"), _("at most %(number)s characters are kept")),
    (re.compile(r"at_most_(\d+)_points_in_a_message"), _("at most %(number)s points are read")),
)
_ONE_OF: Final = "one_of "


def code_word(code: str) -> str:
    """Return the reason of a refusal in a few words; a code that nobody knows stands for itself."""
    return str(CODE_WORDS.get(code, code))


def rule_word(rule: str) -> str:
    """Return what a rule asks for; one that nobody knows stands for itself."""
    if rule.startswith(_ONE_OF):
        return gettext("it must be one of: %(words)s") % {"words": rule.removeprefix(_ONE_OF).replace(" ", ", ")}
    for pattern, word in _COUNTED:
        if found := pattern.fullmatch(rule):
            return str(word) % {"number": found[1]}
    return str(_RULES.get(rule, rule))


def flaw_word(flaw: Mapping[str, Any]) -> str:
    """Return one error of a message: in which line and element, what is asked for."""
    said = {"line": flaw["line"], "element": flaw["element"], "rule": rule_word(flaw["rule"])}
    if not flaw["line"]:
        return gettext("%(element)s: %(rule)s") % said
    return gettext("Line %(line)s, %(element)s: %(rule)s") % said
