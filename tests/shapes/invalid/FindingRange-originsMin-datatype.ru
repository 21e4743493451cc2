PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :f1 cg:originsMin ?o } INSERT { :f1 cg:originsMin "x" } WHERE { :f1 cg:originsMin ?o }
