"""Layer 1. Working with a triplestore over HTTP: finding out what it is, loading, verifying."""
