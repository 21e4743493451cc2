PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-about cg:low ?o } INSERT { :c-about cg:low 0.55 } WHERE { :c-about cg:low ?o }
