PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :f1 cg:side ?o } INSERT { :f1 cg:side :nowhere } WHERE { :f1 cg:side ?o }
