"""Upkeep: what an import doubted, every definition in one place, who may see what."""
