PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a1 cg:publishedBasis ?o } INSERT { :a1 cg:publishedBasis cg:basis-inferred } WHERE { :a1 cg:publishedBasis ?o }
