PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:valueKind ?o } INSERT { :c-exact cg:valueKind "nothing" } WHERE { :c-exact cg:valueKind ?o }
