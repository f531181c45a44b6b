"""Why a file is not taken: a code and its parameters, which the pages put into words."""


class Refused(Exception):
    """`code` names the reason; `params` hold what the sentence about it needs."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
