"""What proves the charts."""
