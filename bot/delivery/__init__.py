"""Posting from the outbox, once each, in order within a thread.

sender      the loop: claim deliveries, post them, record what happened
posting     the Slack calls for one delivery, and looking for one that may have been posted
outcomes    what Slack's answer, or a lost connection, means
backoff     when a delivery is tried again, and when it is given up as a dead letter
rate_limit  how fast: a bucket for each channel, and Slack's own 429s
fallbacks   where a refused message goes instead
"""

from bot.delivery.rate_limit import RateLimiter, Timing
from bot.delivery.sender import Sender

__all__ = ["RateLimiter", "Sender", "Timing"]
