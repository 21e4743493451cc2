PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-truth cg:valueBoolean ?o } INSERT { :c-truth cg:valueBoolean "x" } WHERE { :c-truth cg:valueBoolean ?o }
