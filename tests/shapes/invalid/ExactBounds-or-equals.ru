PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:high ?o } INSERT { :c-exact cg:high 10 } WHERE { :c-exact cg:high ?o }
