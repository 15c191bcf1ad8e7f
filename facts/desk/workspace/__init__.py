"""One newsroom's workspace: opening its database, roles, what waits for whom, health.

opening   open a desk on a database
roles     who may do what; the tie to the Slack team
overview  a reader's questions, the desk's work, how the posting goes
database  upgrade a database, compare it with the program, examine its health
"""
