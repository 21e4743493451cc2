PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-dead cg:population ?o } INSERT { :q-dead cg:population :nowhere } WHERE { :q-dead cg:population ?o }
