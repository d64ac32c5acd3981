"""Tests of what data keeps."""
