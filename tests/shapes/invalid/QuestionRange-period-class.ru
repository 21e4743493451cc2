PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-dead cg:period ?o } INSERT { :q-dead cg:period :nowhere } WHERE { :q-dead cg:period ?o }
