"""Accounts: made by the people who run the archive, never by visitors."""
