PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :r1 cg:reviewState ?o } WHERE { :r1 cg:reviewState ?o }
