PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :f1 cg:verdict ?o } INSERT { :f1 cg:verdict cg:nothing } WHERE { :f1 cg:verdict ?o }
