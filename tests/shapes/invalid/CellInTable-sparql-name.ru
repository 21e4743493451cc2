PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { <https://example.org/a3#cell=5,2> cg:row 5 } INSERT { <https://example.org/a3#cell=5,2> cg:row 4 } WHERE {}
