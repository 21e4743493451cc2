PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a1 cg:publisherBasis ?o } INSERT { :a1 cg:publisherBasis cg:nothing } WHERE { :a1 cg:publisherBasis ?o }
