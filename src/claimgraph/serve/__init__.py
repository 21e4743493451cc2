"""Layer 6. The local web app and the SPARQL endpoint behind `claimgraph serve`."""
