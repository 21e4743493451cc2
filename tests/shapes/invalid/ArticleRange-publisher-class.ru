PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :a1 cg:publisher ?o } INSERT { :a1 cg:publisher :nowhere } WHERE { :a1 cg:publisher ?o }
