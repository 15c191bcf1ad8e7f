"""One newsroom's workspace: its database, roles, work lists and health.

opening   open a desk on a database
roles     who may do what; the link to the Slack team
overview  a reader's questions, the desk's work, the state of the outbox
database  upgrade a database, compare it with the program, examine its health
"""
