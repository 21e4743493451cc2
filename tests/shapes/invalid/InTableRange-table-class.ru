PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
INSERT { :a3 cg:inTable :land } WHERE {}
