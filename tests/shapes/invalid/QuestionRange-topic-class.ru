PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-dead cg:topic ?o } INSERT { :q-dead cg:topic :nowhere } WHERE { :q-dead cg:topic ?o }
