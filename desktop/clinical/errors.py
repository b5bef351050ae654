"""Errors that a user may read: one sentence saying what happened, where, and what to do."""


class UserError(Exception):
    """An expected refusal, told in one sentence without patient data. Nothing was changed."""


class NameTakenError(UserError):
    """Somebody else on the board has that name already, or had it."""


class RuleFileError(UserError):
    """A rule table, profile or template that ships (or that a centre wrote) cannot be read as such."""
