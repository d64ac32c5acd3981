"""Proof of the measures that questions share."""
