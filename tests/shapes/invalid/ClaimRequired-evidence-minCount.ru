PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE WHERE { :c-exact cg:evidence ?o }
