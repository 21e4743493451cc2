PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:evidence ?o } INSERT { :c-exact cg:evidence :nowhere } WHERE { :c-exact cg:evidence ?o }
