"""Builders of ordinary and hostile input files, made at test time so that none lies in the repository."""
