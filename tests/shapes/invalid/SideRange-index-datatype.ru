PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :f1-1 cg:index ?o } INSERT { :f1-1 cg:index "1" } WHERE { :f1-1 cg:index ?o }
