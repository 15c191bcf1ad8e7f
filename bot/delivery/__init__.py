"""Posting from the outbox, once each, in order within a thread.

sender      the loop: claim deliveries, post them, record what happened
posting     the Slack calls for one delivery, and looking for one that may have been posted
outcomes    whether a message was posted, from Slack's response or a lost connection
backoff     when to retry a delivery, and when to give it up as a dead letter
rate_limit  a token bucket for each channel, and the pauses that Slack asks for with a 429
fallbacks   where a refused message goes instead
"""

from bot.delivery.rate_limit import RateLimiter, Timing
from bot.delivery.sender import Sender

__all__ = ["RateLimiter", "Sender", "Timing"]
