PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:hedge ?o } INSERT { :c-exact cg:hedge :nowhere } WHERE { :c-exact cg:hedge ?o }
