"""Group robots of WeCom, DingTalk and Feishu: what is posted to their webhook, and what their answers mean."""

from anlan.protocols.group_robots.answers import Answer, judged
from anlan.protocols.group_robots.posting import Posting, Robot, UnknownRobot, posting, robots_in
from anlan.protocols.group_robots.table import PER_MINUTE

__all__ = ["PER_MINUTE", "Answer", "Posting", "Robot", "UnknownRobot", "judged", "posting", "robots_in"]
