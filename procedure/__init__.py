"""The law of procedure as code: working days, deadlines, ways of service, and what each act requires before it."""
