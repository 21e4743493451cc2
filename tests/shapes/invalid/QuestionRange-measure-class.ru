PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-dead cg:measure ?o } INSERT { :q-dead cg:measure :nowhere } WHERE { :q-dead cg:measure ?o }
