PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE WHERE { :a1 cg:publishedBasis ?o }
