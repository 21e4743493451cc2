PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:asOf ?o } INSERT { :c-exact cg:asOf "x" } WHERE { :c-exact cg:asOf ?o }
