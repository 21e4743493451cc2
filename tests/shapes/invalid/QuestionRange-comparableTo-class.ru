PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-dead cg:comparableTo ?o } INSERT { :q-dead cg:comparableTo :nowhere } WHERE { :q-dead cg:comparableTo ?o }
