"""The door of the room intake."""

from anlan.intake.domain.errors import (
    ExerciseMixed,
    MailUnreadable,
    MergedIntoItself,
    NotAPicture,
    NotThisDepartment,
    TokenUsedOtherwise,
    TooManyPictures,
    TooManyReports,
)
from anlan.intake.domain.forwarding import Category
from anlan.intake.domain.matters import MOST_PICTURES, NewMatter, SentPicture
from anlan.intake.domain.rewards import Ground, RewardState, worth
from anlan.intake.domain.states import MatterAct, MatterKind, MatterState
from anlan.intake.events import (
    MatterAnswered,
    MatterClosed,
    MatterDeclared,
    MatterForwarded,
    MatterLinked,
    MatterMerged,
    MatterOverdue,
    MatterParted,
    MatterRated,
    MatterReceived,
    MatterReopened,
    MatterRepeated,
    MatterReturned,
    MatterSentBack,
    MatterTaken,
    MatterUnlinked,
    RewardStepped,
    TellerRevealed,
)
from anlan.intake.selectors.forwardings import (
    ForwardingFilter,
    ForwardingRow,
    every_forwarding,
    forwarding_to_answer,
    forwardings,
    forwardings_of,
    ratings,
    to_answer,
)
from anlan.intake.selectors.mailboxes import mailboxes_in_trouble
from anlan.intake.selectors.matters import (
    AlikeRow,
    MatterFilter,
    MatterPage,
    MatterRow,
    acts_open_to,
    alike,
    every_matter,
    matter,
    matter_at_department,
    matter_of_receipt,
    matters,
    matters_by_id,
    matters_of_incident,
    merged_into,
    own_matters,
    picture,
    picture_of_receipt,
    pictures_of,
    waiting,
    waiting_counts,
)
from anlan.intake.selectors.nearby import NearIncident, near_incidents
from anlan.intake.selectors.placing import counties_served, region_named
from anlan.intake.selectors.receivers import ReceiverChoice, receivers_for
from anlan.intake.selectors.rewards import RewardRow, fines_of, reward_matter, rewards, rewards_of
from anlan.intake.selectors.rules import KindFound, categories, event_kind_heard, kinds_found, reward_table
from anlan.intake.services.demonstration import remove_matters_of
from anlan.intake.services.forwarding import (
    answer_forwarding,
    forward_matter,
    rate_matter,
    return_forwarding,
    send_back,
)
from anlan.intake.services.handling import close_matter, reopen_matter, reveal_teller, take_matter
from anlan.intake.services.joining import (
    Declaration,
    declare_incident,
    link_matter,
    merge_matter,
    part_matter,
    unlink_matter,
)
from anlan.intake.services.mailing import Polled, poll_mailbox, receive_mail
from anlan.intake.services.receiving import receive_from_public, receive_matter
from anlan.intake.services.rewarding import (
    NewReward,
    approve_reward,
    note_fine,
    pay_reward,
    propose_reward,
    refuse_reward,
    revive_reward,
    tell_reward,
)
from anlan.intake.words import kind_word
