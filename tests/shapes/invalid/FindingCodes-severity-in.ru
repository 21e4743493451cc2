PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :f1 cg:severity ?o } INSERT { :f1 cg:severity cg:nothing } WHERE { :f1 cg:severity ?o }
