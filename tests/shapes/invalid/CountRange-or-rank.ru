PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-rank cg:low 3 ; cg:high 3 } INSERT { :c-rank cg:low 3.0 ; cg:high 3.0 } WHERE { }
