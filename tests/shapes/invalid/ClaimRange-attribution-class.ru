PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:attribution ?o } INSERT { :c-exact cg:attribution :nowhere } WHERE { :c-exact cg:attribution ?o }
