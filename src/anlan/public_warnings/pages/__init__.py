"""The pages of warnings: list, draft and transmission, board of calls, confirm link, public pages."""
