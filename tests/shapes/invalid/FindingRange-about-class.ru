PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :f1 cg:about ?o } INSERT { :f1 cg:about :nowhere } WHERE { :f1 cg:about ?o }
