PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-dead cg:place ?o } INSERT { :q-dead cg:place :nowhere } WHERE { :q-dead cg:place ?o }
