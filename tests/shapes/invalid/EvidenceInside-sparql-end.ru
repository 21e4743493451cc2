PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a1 cg:characters ?o } INSERT { :a1 cg:characters 85 } WHERE { :a1 cg:characters ?o }
