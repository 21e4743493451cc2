PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :r1 cg:standing ?o } INSERT { :r1 cg:standing cg:nothing } WHERE { :r1 cg:standing ?o }
