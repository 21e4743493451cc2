"""claimgraph: who said what, where sources agree or differ, and on how many origins."""

__version__ = "0.1.0"
