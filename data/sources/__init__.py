"""What an import can read, one module a kind of source: each fills the staged tables with the source's own words."""
