PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a1 cg:published ?o } INSERT { :a1 cg:published "x" } WHERE { :a1 cg:published ?o }
