"""Questions about the data itself: what an import doubted, what a snapshot holds, how soon things are typed."""
