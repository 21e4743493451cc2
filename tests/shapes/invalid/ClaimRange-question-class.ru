PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:answers ?o } INSERT { :c-exact cg:answers :nowhere } WHERE { :c-exact cg:answers ?o }
