"""What people do in the workspace, and the requests that Slack sends the bot for it."""
