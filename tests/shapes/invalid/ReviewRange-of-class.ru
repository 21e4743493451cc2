PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :r1 cg:reviewOf ?o } INSERT { :r1 cg:reviewOf :c-exact } WHERE { :r1 cg:reviewOf ?o }
