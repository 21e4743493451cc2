PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :f1-1 cg:member ?o } INSERT { :f1-1 cg:member :nowhere } WHERE { :f1-1 cg:member ?o }
