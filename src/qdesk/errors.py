"""The one exception whose text is meant for the user: what happened, where, what to do."""


class UserError(Exception):
    """Something the user can mend. Its text is one Chinese sentence; anything else is a bug.

    `what` says what happened, `where` names the file, table or cell, `remedy` what to do next.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"（{self.where}）" if self.where else ""
        ending = f"，{self.remedy}" if self.remedy else ""
        return f"{self.what}{place}{ending}。"


class TargetInUseError(UserError):
    """A file that was to be replaced is open in another program: another name is a way out."""


class Cancelled(Exception):  # noqa: N818 - it reports a wish of the user, not an error
    """The user cancelled a running action; nothing has been changed."""
