PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-more cg:low ?o } INSERT { :c-more cg:low "x" } WHERE { :c-more cg:low ?o }
