PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a1 cg:characters ?o } INSERT { :a1 cg:characters "x" } WHERE { :a1 cg:characters ?o }
