PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-less cg:low ?o } INSERT { :c-less cg:low 0.5 } WHERE { :c-less cg:low ?o }
