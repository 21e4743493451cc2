PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:phrase ?o } INSERT { :c-exact cg:phrase "x" } WHERE { :c-exact cg:phrase ?o }
