"""What people do in the workspace, and the requests that Slack makes of it to the bot."""
