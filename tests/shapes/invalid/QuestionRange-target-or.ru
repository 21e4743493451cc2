PREFIX : <https://example.org/>
PREFIX cg: <https://w3id.org/claimgraph/ns#>
DELETE { :q-dead cg:target ?o } INSERT { :q-dead cg:target :toll } WHERE { :q-dead cg:target ?o }
