PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-exact cg:evidence ?o } INSERT { :c-exact cg:evidence <https://example.org/a1#char=60,70> } WHERE { :c-exact cg:evidence ?o }
