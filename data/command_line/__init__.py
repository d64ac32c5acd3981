"""What `python -m data` can be told to do, one file a group of commands."""
