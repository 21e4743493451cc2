PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :r1 cg:reviewState ?o } INSERT { :r1 cg:reviewState cg:nothing } WHERE { :r1 cg:reviewState ?o }
