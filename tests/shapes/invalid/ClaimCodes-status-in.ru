PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:status ?o } INSERT { :c-exact cg:status cg:nothing } WHERE { :c-exact cg:status ?o }
