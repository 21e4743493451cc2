PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:saidOn ?o } INSERT { :c-exact cg:saidOn "x" } WHERE { :c-exact cg:saidOn ?o }
