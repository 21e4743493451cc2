PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :c-least cg:low ?o } INSERT { :c-least cg:low 7 } WHERE { :c-least cg:low ?o }
