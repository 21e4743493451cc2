PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-dead cg:event ?o } INSERT { :q-dead cg:event :nowhere } WHERE { :q-dead cg:event ?o }
