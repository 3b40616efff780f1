"""The exit statuses of every command."""

DONE, DONE_WITH_FINDINGS, NOT_DONE = 0, 1, 2
