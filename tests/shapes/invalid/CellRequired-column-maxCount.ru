PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT { <https://example.org/a3#cell=5,2> cg:column "other" } WHERE {}
