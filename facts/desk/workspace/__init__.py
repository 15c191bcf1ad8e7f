"""One newsroom's workspace: opening its database, roles, what waits for whom, health.

opening   open a desk on a database; upgrade one
roles     who may do what; the tie to the Slack team
overview  a reader's questions, the desk's work, how the posting goes
health    examine a database
"""
