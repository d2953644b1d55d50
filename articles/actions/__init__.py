"""Writes that span tables: verbs, keyword-only, each all or nothing."""
